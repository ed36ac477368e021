/**
 * What a mayor reads on the first working day: the month beside the same month a year before (else the month before), and of all that can
 * be compared the one thing that is worst and the one that got better.
 *
 * A change is its size against what was, and from a tenth on it stands out: less is the same as ever. What was next to nought is taken for one
 * request, one day or a tenth of the whole, so that from nought to much is much. Days and shares count where both months have at least ten
 * cases, so that three requests of a hamlet never make the headline. What is open has no cases behind it: of an office or a category it counts
 * from ten on, in either month; of the town whenever it changed.
 */
import { type Figures, figuresOf, NO_COUNTS } from './figures.js';
import type { MonthDocument, MonthDocumentLine } from './month-document.js';

export const INDICATORS = ['closureDays', 'firstAnswerDays', 'termShare', 'openAtEnd'] as const;
export type Indicator = (typeof INDICATORS)[number];

export interface Change {
  readonly indicator: Indicator;
  readonly dimension: 'all' | 'office' | 'category';
  /** Null for the town. */
  readonly line: Pick<MonthDocumentLine, 'code' | 'name'> | null;
  readonly before: number;
  readonly now: number;
  /** Above nought: worse. 0.5 is half as much again. */
  readonly worsening: number;
}

export interface Briefing {
  /** False where both months together have too few cases of everything: then nobody knows what got better or worse. */
  readonly isComparable: boolean;
  readonly worst: Change | null;
  readonly better: Change | null;
}

const LEAST_CASES = 10;
const LEAST_CHANGE = 0.1;

/** What stands out against `before`; nothing does where nothing can be compared. */
export function briefing(now: MonthDocument, before: MonthDocument | null): Briefing {
  const changes = before ? changesOf(now, before) : [];
  const outstanding = changes.filter(({ worsening }) => Math.abs(worsening) >= LEAST_CHANGE);
  const [worst] = outstanding.toSorted((a, b) => b.worsening - a.worsening);
  const [better] = outstanding.toSorted((a, b) => a.worsening - b.worsening);
  return {
    isComparable: changes.length > 0,
    worst: worst && worst.worsening > 0 ? worst : null,
    better: better && better.worsening < 0 ? better : null,
  };
}

function changesOf(now: MonthDocument, before: MonthDocument): Change[] {
  const town = INDICATORS.flatMap((indicator) => {
    const change = compared(indicator, { now: now.totals, before: before.totals });
    return change && isOfTown(change) ? [{ ...change, dimension: 'all' as const, line: null }] : [];
  });
  const lines = (['office', 'category'] as const).flatMap((dimension) => {
    const both = [...now.by[dimension], ...before.by[dimension]];
    const codes = new Map(both.reverse().map(({ code, name }) => [code, { code, name }])); // the newer name stays
    return [...codes].flatMap(([code, line]) => {
      const [fresh = NOTHING, old = NOTHING] = [now, before].map((one) =>
        one.by[dimension].find((other) => other.code === code),
      );
      return INDICATORS.flatMap((indicator) => {
        const change = compared(indicator, { now: fresh, before: old });
        return change && isMany(change) ? [{ ...change, dimension, line }] : [];
      });
    });
  });
  return [...town, ...lines];
}

type Compared = Omit<Change, 'dimension' | 'line'>;

/** A line that a month has not. */
const NOTHING = figuresOf(NO_COUNTS, {});
const LEAST_BASE: Readonly<Record<Indicator, number>> = {
  closureDays: 1,
  firstAnswerDays: 1,
  termShare: 0.1,
  openAtEnd: 1,
};

function compared(
  indicator: Indicator,
  { now, before }: Readonly<Record<'now' | 'before', Figures>>,
): Compared | null {
  const [fresh, old] = [valueOf(indicator, now), valueOf(indicator, before)];
  if (fresh === null || old === null) return null;
  const growth = (fresh - old) / Math.max(old, LEAST_BASE[indicator]);
  return { indicator, before: old, now: fresh, worsening: indicator === 'termShare' ? -growth : growth }; // prettier-ignore
}

function isOfTown(change: Compared): boolean {
  return isMany(change) || change.worsening !== 0;
}

function isMany({ indicator, before, now }: Compared): boolean {
  return indicator !== 'openAtEnd' || Math.max(before, now) >= LEAST_CASES;
}

/** Null where there are too few cases to speak of. */
function valueOf(indicator: Indicator, figures: Figures): number | null {
  const enough = (cases: number, value: number | null): number | null =>
    cases >= LEAST_CASES ? value : null;
  switch (indicator) {
    case 'closureDays':
      return enough(figures.closure.cases, figures.closure.medianDays);
    case 'firstAnswerDays':
      return enough(figures.firstAnswer.cases, figures.firstAnswer.medianDays);
    case 'termShare':
      return enough(figures.term.cases, figures.term.share);
    case 'openAtEnd':
      return figures.openAtEnd;
  }
}
