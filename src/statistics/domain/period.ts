/**
 * Several months in a row, of the town or of one value of a dimension, out of the months' own documents: so that what a year shows is what its
 * months published. Counts and shares add up exactly, and so does a mean with its cases; medians do not, and stay with their month.
 */
import { type Dimension, DIMENSIONS, type Figures, figuresOf, NO_COUNTS } from './figures.js';
import type { MonthDocument } from './month-document.js';

/** A value of a dimension; null code: requests without one. */
export interface Slice {
  readonly dimension: Dimension;
  readonly code: string | null;
}

export interface PeriodTotals {
  readonly received: number;
  readonly closed: number;
  readonly reopened: number;
  /** At the end of the last month. */
  readonly openAtEnd: number;
  readonly closureCases: number;
  readonly closureMeanDays: number | null;
  /** Null, too, where a month with closings does not tell it. */
  readonly closureWorkingMeanDays: number | null;
  readonly termCases: number;
  readonly termWithin: number;
  readonly termShare: number | null;
  readonly satisfactionCases: number;
  readonly satisfactionMean: number | null;
}

/** That can be looked at together. */
export const MOST_SLICES = 2;
const NOTHING = figuresOf(NO_COUNTS, {});

/** `office.roads-works`; a value without a code is `area.`. Null: the whole town, also for what names nothing. */
export function readSlice(text: string): Slice | null {
  const dot = text.indexOf('.');
  const dimension = DIMENSIONS.find((one) => one === text.slice(0, Math.max(dot, 0)));
  const code = text.slice(dot + 1);
  return dimension ? { dimension, code: code === '' ? null : code } : null;
}

/** The slices that a text each names, the first two of different dimensions: what they have in common is looked at. */
export function readSlices(texts: readonly string[]): Slice[] {
  const slices = texts.map(readSlice).filter((slice) => slice !== null);
  const first = (slice: Slice, i: number): boolean =>
    slices.findIndex(({ dimension }) => dimension === slice.dimension) === i;
  return slices.filter(first).slice(0, MOST_SLICES);
}

/** How an address names it. */
export function sliceText({ dimension, code }: Slice): string {
  return `${dimension}.${code ?? ''}`;
}

/** What the month says of the slice; nothing counted where the month has no such line. */
export function figuresIn(document: MonthDocument, slice: Slice | null): Figures {
  if (!slice) return document.totals;
  return document.by[slice.dimension].find(({ code }) => code === slice.code) ?? NOTHING;
}

/**
 * What came to these requests from other lines between two months that follow each other, less what went to others: it changed category or state,
 * another partner got a task. So a month's end is the former one's + received + reopened + moved − closed − withdrawn; nought for the whole town.
 */
export function movedSince(before: Figures, now: Figures): number {
  return now.openAtStart - before.openAtEnd;
}

/** The sums over months in their order. Refuses nothing: no month is nought. */
export function totalsOf(months: readonly Figures[]): PeriodTotals {
  const sum = (read: (month: Figures) => number): number =>
    months.reduce((all, month) => all + read(month), 0);
  const closureCases = sum(({ closure }) => closure.cases);
  const closureDays = sum(({ closure }) => closure.cases * (closure.meanDays ?? 0));
  const workingCases = sum(({ closureWorking }) => closureWorking?.cases ?? 0);
  const workingDays = sum(({ closureWorking }) => (closureWorking?.cases ?? 0) * (closureWorking?.meanDays ?? 0)); // prettier-ignore
  const termCases = sum(({ term }) => term.cases);
  const termWithin = sum(({ term }) => term.within);
  const satisfactionCases = sum(({ satisfaction }) => satisfaction?.cases ?? 0);
  const scores = sum(({ satisfaction }) => (satisfaction?.cases ?? 0) * (satisfaction?.mean ?? 0));
  return {
    received: sum(({ received }) => received),
    closed: sum(({ closed }) => closed),
    reopened: sum(({ reopened }) => reopened),
    openAtEnd: months.at(-1)?.openAtEnd ?? 0,
    ...{ closureCases, termCases, termWithin },
    closureMeanDays: closureCases === 0 ? null : closureDays / closureCases,
    closureWorkingMeanDays: workingCases === 0 || workingCases < closureCases ? null : workingDays / workingCases, // prettier-ignore
    termShare: termCases === 0 ? null : termWithin / termCases,
    satisfactionCases,
    satisfactionMean: satisfactionCases === 0 ? null : scores / satisfactionCases,
  };
}
