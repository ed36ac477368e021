/** Moves between states as a page shows them: each way once, with the levels that went it. Pure. */
import type { Move } from '../../../statistics/domain/patterns.js';
import { waysInOrder } from '../../../statistics/files/in-order.js';
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
  const ways = waysInOrder(moves);
  const most = ways[0]?.moves ?? 1;
  return ways.map(({ moves: count, first, levels }) => ({
    from: stateName(first.from, texts),
    to: stateName(first.to, texts),
    moves: count,
    href: behind(first.from?.code ?? null, first.to.code),
    width: Math.round((count / Math.max(most, 1)) * 1000) / 10,
    levels: levels.map(({ level, moves: n }) => ({
      name: nameOf('level', level, texts),
      moves: n,
    })),
  }));
}
