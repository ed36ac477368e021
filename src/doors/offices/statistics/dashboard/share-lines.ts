/** The lines of a breakdown over a year, each with its way to the page narrowed to it and to the lists behind it. Pure. */
import type { Dimension } from '../../../../statistics/domain/figures.js';
import { type PeriodLine, sumOfPeriods } from '../../../../statistics/domain/breakdown.js';
import { type PeriodTotals, type Slice, sliceText } from '../../../../statistics/domain/period.js';
import { lineName, type StatisticsTexts } from '../../../../statistics/texts.js';
import { type Days, everyList } from '../list-behind.js';
import { narrowedTo } from './dashboard-query.js';

export interface ShareLine {
  readonly name: string;
  readonly slice: string;
  readonly isChosen: boolean;
  /** The page narrowed to it. */
  readonly href: string;
  readonly totals: PeriodTotals;
  /** Of the widest bar, 0 to 100. */
  readonly width: number;
  readonly lists: ReturnType<typeof everyList>;
}

/** They come in their own order, not by size. */
const IN_ORDER: readonly Dimension[] = ['weekday', 'hour'];

export interface ShareTable {
  readonly code: Dimension;
  readonly lines: readonly ShareLine[];
  readonly sum: PeriodTotals;
  readonly sumLists: ShareLine['lists'];
}

/** What lines are laid out by: the days of the period, both within, and the slices that they are parts of. */
export interface Laid {
  readonly days: Days;
  readonly slices: readonly Slice[];
  readonly texts: StatisticsTexts;
}

/** The most received first; what has no value last. */
export function shareLines(
  dimension: Dimension,
  lines: readonly PeriodLine[],
  { days, slices, texts }: Laid,
): ShareLine[] {
  const most = Math.max(...lines.map(({ totals }) => totals.received), 1);
  const others = slices.filter((slice) => slice.dimension !== dimension);
  return [...lines].sort(order(dimension)).map((line) => {
    const one = { dimension, code: line.code };
    return {
      name: lineName(dimension, line, texts),
      slice: sliceText(one),
      isChosen: slices.some((slice) => sliceText(slice) === sliceText(one)),
      href: narrowedTo(one, { slices, fino: days.to.slice(0, 7) }),
      totals: line.totals,
      width: Math.round((line.totals.received / most) * 1000) / 10,
      lists: everyList([...others, one], days),
    };
  });
}

/** The lines, and what they are together. */
export function shareTable(code: Dimension, lines: readonly PeriodLine[], laid: Laid): ShareTable {
  return {
    code,
    lines: shareLines(code, lines, laid),
    sum: sumOfPeriods(lines.map(({ totals }) => totals)),
    sumLists: everyList(laid.slices, laid.days),
  };
}

function order(dimension: Dimension): (a: PeriodLine, b: PeriodLine) => number {
  const isInOrder = IN_ORDER.includes(dimension);
  return (a, b) =>
    Number(a.code === null) - Number(b.code === null) ||
    (isInOrder ? Number(a.code) - Number(b.code) : b.totals.received - a.totals.received);
}
