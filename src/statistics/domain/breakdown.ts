/**
 * A period by every value of every dimension, out of what the database counted: each request stands in one cell of each grouping, and counts and sums of
 * days add up, so the lines of a dimension add up to the period by construction, and so do those of every other.
 */
import { byDimension, COUNTS, type Dimension, NO_COUNTS } from './figures.js';
import type { MonthDocument, MonthDocumentLine } from './month-document.js';
import { figuresIn, type PeriodTotals, totalsOf } from './period.js';

/** What of a period can be added up over requests. */
export const PERIOD_SUMS = [...COUNTS, 'closureDays', 'closureWorkingCases', 'closureWorkingDays'] as const; // prettier-ignore
export type PeriodSums = Readonly<Record<(typeof PERIOD_SUMS)[number], number>>;

/** The requests that share one value in each dimension of a grouping. Values are ids or codes; null: none. */
export interface PeriodCell {
  readonly values: Readonly<Partial<Record<Dimension, string | null>>>;
  readonly sums: PeriodSums;
}

/** One line of a breakdown; null code: requests without a value. */
export interface PeriodLine extends Pick<MonthDocumentLine, 'code' | 'name'> {
  readonly totals: PeriodTotals;
}

export type Breakdown = Readonly<Record<Dimension, readonly PeriodLine[]>>;

/** By dimension and value; a value that nothing was counted of has no line. */
export function periodsByValue(
  cells: readonly PeriodCell[],
): Record<Dimension, ReadonlyMap<string | null, PeriodTotals>> {
  return byDimension((dimension) => {
    const sums = new Map<string | null, PeriodSums>();
    for (const { values, sums: own } of cells) {
      const value = values[dimension];
      if (value !== undefined) sums.set(value, added(sums.get(value), own));
    }
    return new Map([...sums].map(([value, all]) => [value, periodOf(all)] as const));
  });
}

/** The lines of a dimension over months as they were published, each named as the last month that has it names it. */
export function periodsIn(months: readonly MonthDocument[], dimension: Dimension): PeriodLine[] {
  const known = new Map(
    months.flatMap((month) => month.by[dimension].map((line) => [line.code, line] as const)),
  );
  return [...known.values()].map(({ code, name }) => ({
    code,
    name,
    totals: totalsOf(months.map((month) => figuresIn(month, { dimension, code }))),
  }));
}

/** The lines together: what a table's last row says. */
export function sumOfPeriods(lines: readonly PeriodTotals[]): PeriodTotals {
  const sum = (read: (line: PeriodTotals) => number): number =>
    lines.reduce((all, line) => all + read(line), 0);
  const cases = sum(({ closureCases }) => closureCases);
  const isWorkingTold = lines.every(({ closureCases, closureWorkingMeanDays }) => closureCases === 0 || closureWorkingMeanDays !== null); // prettier-ignore
  return periodOf({
    ...NO_COUNTS,
    received: sum(({ received }) => received),
    closed: sum(({ closed }) => closed),
    reopened: sum(({ reopened }) => reopened),
    openAtEnd: sum(({ openAtEnd }) => openAtEnd),
    termCases: sum(({ termCases }) => termCases),
    termWithin: sum(({ termWithin }) => termWithin),
    satisfactionCases: sum((one) => one.satisfactionCases),
    satisfactionSum: sum((one) => one.satisfactionCases * (one.satisfactionMean ?? 0)),
    closureDays: sum((one) => one.closureCases * (one.closureMeanDays ?? 0)),
    closureWorkingCases: isWorkingTold ? cases : 0,
    closureWorkingDays: sum((one) => one.closureCases * (one.closureWorkingMeanDays ?? 0)),
  });
}

function added(one: PeriodSums | undefined, other: PeriodSums): PeriodSums {
  if (!one) return other;
  return Object.fromEntries(
    PERIOD_SUMS.map((name) => [name, one[name] + other[name]]),
  ) as PeriodSums; // the list's own names
}

function periodOf(sums: PeriodSums): PeriodTotals {
  const { received, closed, reopened, openAtEnd, termCases, termWithin, satisfactionCases } = sums;
  const isWorkingTold = closed > 0 && sums.closureWorkingCases === closed;
  return {
    ...{ received, closed, reopened, openAtEnd, termCases, termWithin, satisfactionCases },
    closureCases: closed,
    closureMeanDays: closed === 0 ? null : sums.closureDays / closed,
    closureWorkingMeanDays: isWorkingTold ? sums.closureWorkingDays / closed : null,
    termShare: termCases === 0 ? null : termWithin / termCases,
    satisfactionMean: satisfactionCases === 0 ? null : sums.satisfactionSum / satisfactionCases,
  };
}
