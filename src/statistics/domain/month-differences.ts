import type { Unit } from '../../shared/quantity.js';
import { type COUNTED, DIMENSIONS, type Dimension, type Figures } from './figures.js';
import { type MonthDocument, type MonthDocumentLine, tells } from './month-document.js';

/** One number that two revisions of a month tell differently. */
export interface MonthDifference {
  readonly dimension: Dimension | 'all';
  /** The line's own, of whichever document has it; null for the town and for what has no value. */
  readonly line: Pick<MonthDocumentLine, 'code' | 'name'> | null;
  /** A column of `month-table.ts`. */
  readonly figure: (typeof COUNTED)[number] | 'firstAnswerMedianDays' | 'firstAnswerWorkingMedianDays' | 'closureMedianDays' | 'closureWorkingMedianDays' | 'termShare' | 'satisfactionCases' | 'satisfactionMean'; // prettier-ignore
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * What a correction changed: town first, then line by line. A line that only one of them has counts as nought in the other; a dimension or a
 * figure that the format of one does not tell is left out.
 */
export function monthDifferences(before: MonthDocument, after: MonthDocument): MonthDifference[] {
  const isTold = (what: Parameters<typeof tells>[1]): boolean => tells(before, what) && tells(after, what); // prettier-ignore
  const told = DIMENSIONS.filter(isTold);
  const differencesOf = (old: Figures | undefined, fresh: Figures | undefined): Difference[] =>
    differing(old, fresh).filter(({ figure }) => {
      const part = PART_OF[figure];
      return !part || isTold(part);
    });
  const town = differencesOf(before.totals, after.totals);
  const lines = told.flatMap((dimension) => {
    const codes = new Set(
      [...before.by[dimension], ...after.by[dimension]].map(({ code }) => code),
    );
    return [...codes].flatMap((code) => {
      const [old, fresh] = [before, after].map((one) =>
        one.by[dimension].find((line) => line.code === code),
      );
      const line = { code, name: (fresh ?? old)?.name ?? null };
      return differencesOf(old, fresh).map((one) => ({ ...one, dimension, line }));
    });
  });
  return [...town.map((one) => ({ ...one, dimension: 'all' as const, line: null })), ...lines];
}

/** What the numbers of a figure are measured in. */
export function unitOfFigure(figure: MonthDifference['figure']): Unit {
  return UNIT_OF[figure] ?? 'count';
}

const UNIT_OF: Readonly<Partial<Record<MonthDifference['figure'], Unit>>> = {
  firstAnswerMedianDays: 'days',
  firstAnswerWorkingMedianDays: 'days',
  closureMedianDays: 'days',
  closureWorkingMedianDays: 'days',
  termShare: 'share',
  satisfactionMean: 'score',
};

type Difference = Pick<MonthDifference, 'figure' | 'before' | 'after'>;

/** What of the figures a number belongs to, where a first document did not tell it. */
const PART_OF: Readonly<Partial<Record<MonthDifference['figure'], keyof Figures>>> = {
  firstAnswerWorkingMedianDays: 'firstAnswerWorking',
  closureWorkingMedianDays: 'closureWorking',
  satisfactionCases: 'satisfaction',
  satisfactionMean: 'satisfaction',
};

type Numbers = Readonly<Record<MonthDifference['figure'], number | null>>;

function differing(before: Figures | undefined, after: Figures | undefined): Difference[] {
  const [old, fresh] = [numbersOf(before), numbersOf(after)];
  const figures = Object.keys(old) as MonthDifference['figure'][]; // our own keys, below
  return figures
    .filter((figure) => old[figure] !== fresh[figure])
    .map((figure) => ({ figure, before: old[figure], after: fresh[figure] }));
}

function numbersOf(figures: Figures | undefined): Numbers {
  return {
    openAtStart: figures?.openAtStart ?? 0,
    received: figures?.received ?? 0,
    receivedImported: figures?.receivedImported ?? 0,
    reopened: figures?.reopened ?? 0,
    closed: figures?.closed ?? 0,
    withdrawn: figures?.withdrawn ?? 0,
    openAtEnd: figures?.openAtEnd ?? 0,
    firstAnswerMedianDays: figures?.firstAnswer.medianDays ?? null,
    firstAnswerWorkingMedianDays: figures?.firstAnswerWorking?.medianDays ?? null,
    closureMedianDays: figures?.closure.medianDays ?? null,
    closureWorkingMedianDays: figures?.closureWorking?.medianDays ?? null,
    termShare: figures?.term.share ?? null,
    satisfactionCases: figures?.satisfaction?.cases ?? 0,
    satisfactionMean: figures?.satisfaction?.mean ?? null,
  };
}
