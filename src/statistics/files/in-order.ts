/** The order in which a month's tables are read, on the page and in the files for people. Pure. Files for programs keep the order of codes. */
import type { Dimension } from '../domain/figures.js';
import type { MonthDocumentLine } from '../domain/month-document.js';
import type { Move } from '../domain/patterns.js';
import { lineName, type StatisticsTexts } from '../texts.js';

/** By name as the reader's language sorts it, days and hours as they come, what has no value last. */
export function inReadingOrder<Line extends Pick<MonthDocumentLine, 'code' | 'name'>>(
  dimension: Dimension,
  lines: readonly Line[],
  texts: StatisticsTexts,
): Line[] {
  const { compare } = new Intl.Collator(texts.language, { numeric: true });
  const isInTime = dimension === 'weekday' || dimension === 'hour';
  const place = (line: Line): string =>
    isInTime ? (line.code ?? '') : lineName(dimension, line, texts);
  return [...lines].sort(
    (a, b) => Number(a.code === null) - Number(b.code === null) || compare(place(a), place(b)),
  );
}

/** A way from one state to another, with the levels that went it. */
export interface Way {
  readonly moves: number;
  readonly first: Move;
  readonly levels: readonly Move[];
}

/** The most travelled first, of each the level that went it most. */
export function waysInOrder(moves: readonly Move[]): Way[] {
  const ways = new Map<string, Way>();
  for (const move of moves) {
    const key = `${move.from?.code ?? ''}/${move.to.code}`;
    const way = ways.get(key) ?? { moves: 0, first: move, levels: [] };
    ways.set(key, { ...way, moves: way.moves + move.moves, levels: [...way.levels, move] });
  }
  const most = <T extends { readonly moves: number }>(one: T, other: T): number =>
    other.moves - one.moves;
  return [...ways.values()]
    .map((way) => ({ ...way, levels: [...way.levels].sort(most) }))
    .sort(most);
}
