/** Moves between states as a page shows them: each way once, with the levels that went it. Pure. */
import type { Move } from '../../../statistics/domain/patterns.js';
import { nameOf, stateName, type StatisticsTexts } from '../../../statistics/texts.js';

export interface MoveLine {
  readonly from: string;
  readonly to: string;
  readonly moves: number;
  /** The list of what went so; null where there is none. */
  readonly href: string | null;
  /** Of the widest bar, 0 to 100. */
  readonly width: number;
  readonly levels: readonly { readonly name: string; readonly moves: number }[];
}

/** The most travelled first. */
export function moveLines(
  moves: readonly Move[],
  texts: StatisticsTexts,
  behind: (from: string | null, to: string) => string | null,
): MoveLine[] {
  const ways = new Map<string, Move[]>();
  for (const move of moves) {
    const way = `${move.from?.code ?? ''}/${move.to.code}`;
    ways.set(way, [...(ways.get(way) ?? []), move]);
  }
  const sums = [...ways.values()].map((same) => ({
    same,
    moves: same.reduce((sum, one) => sum + one.moves, 0),
  }));
  const most = Math.max(...sums.map((one) => one.moves), 1);
  return sums
    .sort((a, b) => b.moves - a.moves)
    .flatMap(({ same: [first, ...others], moves: count }) =>
      first
        ? [
            {
              from: stateName(first.from, texts),
              to: stateName(first.to, texts),
              moves: count,
              href: behind(first.from?.code ?? null, first.to.code),
              width: Math.round((count / most) * 1000) / 10,
              levels: [first, ...others].map(({ level, moves: n }) => ({ name: nameOf('level', level, texts), moves: n })), // prettier-ignore
            },
          ]
        : [],
    );
}
