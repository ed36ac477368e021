/**
 * What a mayor reads on the first working day: the month beside the same month a year before (else the month before), and of all that can
 * be compared the one thing that is worst and the one that got better.
 *
 * A change is its size against what was; it counts only where both months have at least ten cases, so that three requests of a hamlet
 * never make the headline, and from a tenth on: less is the same as ever.
 */
import type { Figures } from './figures.js';
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
  const sorted = changes
    .filter(({ worsening }) => Math.abs(worsening) >= LEAST_CHANGE)
    .sort((a, b) => b.worsening - a.worsening);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return {
    isComparable: changes.length > 0,
    worst: first && first.worsening > 0 ? first : null,
    better: last && last.worsening < 0 ? last : null,
  };
}

function changesOf(now: MonthDocument, before: MonthDocument): Change[] {
  const town = INDICATORS.flatMap((indicator) => {
    const change = compared(indicator, now.totals, before.totals);
    return change ? [{ ...change, dimension: 'all' as const, line: null }] : [];
  });
  const lines = (['office', 'category'] as const).flatMap((dimension) =>
    now.by[dimension].flatMap((line) => {
      const old = before.by[dimension].find(({ code }) => code === line.code);
      if (!old) return [];
      const { code, name } = line;
      return INDICATORS.flatMap((indicator) => {
        const change = compared(indicator, line, old);
        return change ? [{ ...change, dimension, line: { code, name } }] : [];
      });
    }),
  );
  return [...town, ...lines];
}

function compared(
  indicator: Indicator,
  now: Figures,
  before: Figures,
): Omit<Change, 'dimension' | 'line'> | null {
  const [fresh, old] = [valueOf(indicator, now), valueOf(indicator, before)];
  if (fresh === null || old === null || old === 0) return null;
  const growth = (fresh - old) / old;
  return { indicator, before: old, now: fresh, worsening: indicator === 'termShare' ? -growth : growth }; // prettier-ignore
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
      return enough(figures.openAtEnd, figures.openAtEnd);
  }
}
