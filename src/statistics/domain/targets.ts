/**
 * What a council promises for a year, and what it reached ("valore atteso / raggiunto" of the performance plan).
 *
 * - *firstAnswerDays*, *closureDays*: median days of the month; of the year, the mean of its months' medians weighed by their cases (medians
 *   do not add up; the page says so). Lower is better.
 * - *termShare*: closed within term; *onlineShare*: received by web, app or mail of all that was received without imports. Higher is better.
 * - *satisfaction*: mean score of the month's answers, 1 to 5, weighed by their number over the year. Higher is better.
 *
 * A month is *reached* at the expected value or better, *near* up to the threshold, else *missed*; without a case it is neither.
 */
import { ONLINE_CHANNELS } from '../../requests/domain/online-channels.js';
import type { Unit } from '../../shared/quantity.js';
import type { Figures } from './figures.js';
import type { MonthDocument } from './month-document.js';

export const TARGET_INDICATORS = ['firstAnswerDays', 'closureDays', 'termShare', 'onlineShare', 'satisfaction'] as const; // prettier-ignore
export type TargetIndicator = (typeof TARGET_INDICATORS)[number];

export type Reached = 'reached' | 'near' | 'missed';

export interface Measured {
  readonly value: number | null;
  readonly cases: number;
}

const ONLINE: readonly string[] = ONLINE_CHANNELS;
const UNIT_OF: Readonly<Record<TargetIndicator, Unit>> = {
  firstAnswerDays: 'days',
  closureDays: 'days',
  termShare: 'share',
  onlineShare: 'share',
  satisfaction: 'score',
};

/** What its values are measured in. */
export function unitOf(indicator: TargetIndicator): Unit {
  return UNIT_OF[indicator];
}

/** The indicator in one month. */
export function measured(indicator: TargetIndicator, { totals, by }: MonthDocument): Measured {
  switch (indicator) {
    case 'firstAnswerDays':
      return { value: totals.firstAnswer.medianDays, cases: totals.firstAnswer.cases };
    case 'closureDays':
      return { value: totals.closure.medianDays, cases: totals.closure.cases };
    case 'termShare':
      return { value: totals.term.share, cases: totals.term.cases };
    case 'satisfaction':
      return {
        value: totals.satisfaction?.mean ?? null,
        cases: totals.satisfaction?.cases ?? 0,
      };
    case 'onlineShare': {
      const cases = ownOf(totals);
      return { value: cases === 0 ? null : onlineIn({ by }) / cases, cases };
    }
  }
}

/** How many came on line in the month, without imports. */
export function onlineIn({ by }: Pick<MonthDocument, 'by'>): number {
  return by.channel
    .filter(({ code }) => code !== null && ONLINE.includes(code))
    .reduce((sum, line) => sum + ownOf(line), 0);
}

/** Over several months, weighed by their cases: exact for shares. */
export function overYear(months: readonly Measured[]): Measured {
  const cases = months.reduce((sum, month) => sum + month.cases, 0);
  const weighed = months.reduce((sum, { value, cases: n }) => sum + (value ?? 0) * n, 0);
  return { value: cases === 0 ? null : weighed / cases, cases };
}

/** How a value stands to what was expected; null where nothing was measured. `threshold` is the worst that still counts as near. */
export function reachedOf(
  indicator: TargetIndicator,
  value: number | null,
  { expected, threshold }: { readonly expected: number; readonly threshold: number },
): Reached | null {
  if (value === null) return null;
  const isAtLeastAsGood = (bound: number): boolean =>
    isBetterHigher(indicator) ? value >= bound : value <= bound;
  if (isAtLeastAsGood(expected)) return 'reached';
  return isAtLeastAsGood(threshold) ? 'near' : 'missed';
}

const MOST_DAYS = 1000;
const OUTSIDE = {
  firstAnswerDays: 'target-days',
  closureDays: 'target-days',
  termShare: 'target-share',
  onlineShare: 'target-share',
  satisfaction: 'target-score',
} as const;

export interface TargetFault {
  readonly field: 'expected' | 'threshold';
  readonly code: 'target-days' | 'target-share' | 'target-score' | 'threshold-below' | 'threshold-above'; // prettier-ignore
}

/** What is wrong with the numbers of a target, as they were typed; none where nothing is. The threshold is never better than what is expected. */
export function targetFaults(
  indicator: TargetIndicator,
  typed: { readonly expected: number; readonly threshold: number },
): TargetFault[] {
  const outside = (['expected', 'threshold'] as const).filter((field) => !isWithin(indicator, typed[field])); // prettier-ignore
  if (outside.length > 0) return outside.map((field) => ({ field, code: OUTSIDE[indicator] })); // prettier-ignore
  if (isBetterHigher(indicator) && typed.threshold > typed.expected)
    return [{ field: 'threshold', code: 'threshold-above' }];
  if (!isBetterHigher(indicator) && typed.threshold < typed.expected)
    return [{ field: 'threshold', code: 'threshold-below' }];
  return [];
}

/** Whether a number may be a target, in the unit in which it is typed: days, percent, a score. */
function isWithin(indicator: TargetIndicator, typed: number): boolean {
  switch (indicator) {
    case 'firstAnswerDays':
    case 'closureDays':
      return typed > 0 && typed <= MOST_DAYS;
    case 'termShare':
    case 'onlineShare':
      return typed >= 0 && typed <= 100;
    case 'satisfaction':
      return typed >= 1 && typed <= 5;
  }
}

/** Days are better when fewer. */
function isBetterHigher(indicator: TargetIndicator): boolean {
  return unitOf(indicator) !== 'days';
}

function ownOf({ received, receivedImported }: Figures): number {
  return received - receivedImported;
}
