/**
 * What a correction changed, as a reader of both revisions sees it: every number that a month tells, each rounded as it is read, so that none is
 * listed whose two sides look alike and none is missing that a paper or a file shows.
 */
import { type Quantity, readNumber, type Unit } from '../../../shared/quantity.js';
import { DIMENSIONS, type Dimension, type Figures, figuresOf, NO_COUNTS } from '../figures.js';
import { type MonthDocument, type MonthDocumentLine, tells } from '../month-document.js';
import { MONTH_NUMBERS } from '../month-numbers.js';
import { cellKey, cellsOf, PATTERNS, type PatternCell } from './pattern-cells.js';

interface Changed {
  readonly unit: Unit;
  readonly before: number | null;
  readonly after: number | null;
}

/** One number of the figures. */
export interface MonthDifference extends Changed {
  readonly dimension: Dimension | 'all';
  /** The line's own, of whichever document has it; null for the town and for what has no value. */
  readonly line: Pick<MonthDocumentLine, 'code' | 'name'> | null;
  /** A code of `month-numbers.ts`. */
  readonly figure: string;
}

/** One number of the patterns. */
export interface PatternDifference extends Changed {
  readonly cell: PatternCell;
}

/**
 * Town first, then line by line. A line that only one of them has counts as nought in the other; a dimension or a figure that the format of one
 * does not tell is left out.
 */
export function monthDifferences(before: MonthDocument, after: MonthDocument): MonthDifference[] {
  const isTold = (what: Parameters<typeof tells>[1]): boolean => tells(before, what) && tells(after, what); // prettier-ignore
  const told = MONTH_NUMBERS.filter(({ part }) => isTold(part));
  const differing = (old: Figures, fresh: Figures): (Changed & { figure: string })[] =>
    told.flatMap(({ code, read }) => {
      const changed = changedFrom(read(old), read(fresh));
      return changed ? [{ figure: code, ...changed }] : [];
    });
  const town = differing(before.totals, after.totals);
  const lines = DIMENSIONS.filter(isTold).flatMap((dimension) =>
    codesIn(before.by[dimension], after.by[dimension]).flatMap((code) => {
      const [old, fresh] = [before, after].map((one) =>
        one.by[dimension].find((line) => line.code === code),
      );
      const line = { code, name: (fresh ?? old)?.name ?? null };
      return differing(old ?? NOTHING, fresh ?? NOTHING).map((one) => ({ ...one, dimension, line })); // prettier-ignore
    }),
  );
  return [...town.map((one) => ({ ...one, dimension: 'all' as const, line: null })), ...lines];
}

/** The same of when requests come, how they end, how long they take, how old they are and how they go on. */
export function patternDifferences(
  before: MonthDocument,
  after: MonthDocument,
): PatternDifference[] {
  return PATTERNS.filter((one) => tells(before, one) && tells(after, one)).flatMap((pattern) => {
    const [old, fresh] = [before, after].map(({ patterns }) => cellsOf(patterns, pattern));
    const cells = new Map([...(old ?? []), ...(fresh ?? [])].map(({ cell }) => [cellKey(cell), cell])); // prettier-ignore
    const countIn = (counted: typeof old, key: string): number =>
      counted?.find(({ cell }) => cellKey(cell) === key)?.count ?? 0;
    return [...cells].flatMap(([key, cell]) => {
      const changed = changedFrom(countIn(old, key), countIn(fresh, key));
      return changed ? [{ cell, ...changed }] : [];
    });
  });
}

const NOTHING = figuresOf(NO_COUNTS, {});

function codesIn(...lines: (readonly MonthDocumentLine[])[]): (string | null)[] {
  return [...new Set(lines.flat().map(({ code }) => code))];
}

/** Null where both are read alike. */
function changedFrom(
  before: number | Quantity | null,
  after: number | Quantity | null,
): Changed | null {
  if (asRead(before) === asRead(after)) return null;
  const unit = [before, after].map((one) => (typeof one === 'object' && one ? one.unit : null));
  return { unit: unit[0] ?? unit[1] ?? 'count', before: plain(before), after: plain(after) };
}

function asRead(value: number | Quantity | null): number | null {
  return typeof value === 'object' && value ? readNumber(value) : value;
}

function plain(value: number | Quantity | null): number | null {
  return typeof value === 'object' && value ? value.value : value;
}
