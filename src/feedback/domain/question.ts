/**
 * The question that is put after a closing: how far did it satisfy, from 1 (not at all) to 5 (wholly). Pure.
 *
 * - One answer a closing, for good: a figure that was counted stays. What was reopened and closed again is asked again.
 * - Reasons are optional: for 1 to 3 what went wrong, for 4 and 5 what went well.
 * - Nobody is asked about what they withdrew, about what was closed because somebody else had reported it already, or about another system's
 *   records.
 * - It may be answered until the end of the civil day so many days after the day on which the closing was recorded.
 */
import { addCivilDays, civilDate, endOfCivilDay } from '../../calendar/domain/civil-time.js';

export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];

/** The least score that counts as content. */
const CONTENT_FROM = 4;
export const LOW_REASONS = ['not-solved', 'too-slow', 'unclear', 'not-informed', 'other'] as const;
export const HIGH_REASONS = ['well-solved', 'quick', 'clear', 'informed', 'other'] as const;
export const REASONS = [...new Set([...LOW_REASONS, ...HIGH_REASONS])];
export type Reason = (typeof REASONS)[number];

/** What an answer holds beside the score. */
export const TEXT_MAX = 200;

export interface Given {
  readonly score: Score;
  readonly reasons: readonly Reason[];
  readonly text: string | null;
}

/** What the question needs to know of a request. */
export interface Closable {
  readonly stateKind: string;
  readonly outcome: string | null;
  readonly duplicateOfId: string | null;
  readonly sourceSystem: string | null;
}

/** Whether the one who filed it is asked. */
export function isAsked({ stateKind, outcome, duplicateOfId, sourceSystem }: Closable): boolean {
  return (
    stateKind === 'closed' &&
    outcome !== 'withdrawn' &&
    duplicateOfId === null &&
    sourceSystem === null
  );
}

/** The first instant at which a closing recorded at `closedAt` can be answered no more. */
export function askedUntil(closedAt: Date, days: number): Date {
  return endOfCivilDay(addCivilDays(civilDate(closedAt), days));
}

/** The reasons that go with a score; one of the other side was ticked before the score was changed, and is left out. */
export function fittingReasons(score: Score, reasons: readonly Reason[]): Reason[] {
  const fitting: readonly Reason[] = score >= CONTENT_FROM ? HIGH_REASONS : LOW_REASONS;
  return fitting.filter((reason) => reasons.includes(reason));
}
