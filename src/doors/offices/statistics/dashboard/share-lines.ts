/** The lines of a breakdown over a year, each with its way to the page narrowed to it and to the lists behind it. Pure. */
import type { Dimension } from '../../../../statistics/domain/figures.js';
import type { MonthDocument } from '../../../../statistics/domain/month-document.js';
import {
  figuresIn,
  type PeriodTotals,
  type Slice,
  sliceText,
  totalsOf,
} from '../../../../statistics/domain/period.js';
import { lineName, type StatisticsTexts } from '../../../../statistics/texts.js';
import { listsBehind } from '../list-behind.js';
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
  readonly lists: ReturnType<typeof listsBehind>;
}

/** They come in their own order, not by size. */
const IN_ORDER: readonly Dimension[] = ['weekday', 'hour'];

/** The most received first; what has no value last. */
export function shareLines(
  months: readonly MonthDocument[],
  dimension: Dimension,
  { slices, isRunning, texts }: { readonly slices: readonly Slice[]; readonly isRunning: boolean; readonly texts: StatisticsTexts }, // prettier-ignore
): ShareLine[] {
  const [from, to] = [months[0]?.from ?? '', months.at(-1)?.to ?? ''];
  const known = new Map(
    months.flatMap((month) => month.by[dimension].map((line) => [line.code, line] as const)),
  );
  const lines = [...known.values()].map((line) => {
    const one = { dimension, code: line.code };
    return { line, one, totals: totalsOf(months.map((month) => figuresIn(month, one))) };
  });
  const most = Math.max(...lines.map(({ totals }) => totals.received), 1);
  return lines
    .sort(
      (a, b) =>
        Number(a.line.code === null) - Number(b.line.code === null) ||
        (IN_ORDER.includes(dimension) ? Number(a.line.code) - Number(b.line.code) : b.totals.received - a.totals.received), // prettier-ignore
    )
    .map(({ line, one, totals }) => ({
      name: lineName(dimension, line, texts),
      slice: sliceText(one),
      isChosen: slices.some((slice) => sliceText(slice) === sliceText(one)),
      href: narrowedTo(one, { slices, fino: to.slice(0, 7) }),
      totals,
      width: Math.round((totals.received / most) * 1000) / 10,
      lists: listsBehind([one], { from, to, isRunning }),
    }));
}
