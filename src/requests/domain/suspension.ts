/** The one suspension of the legal clock (L. 241/1990 art. 2 c. 7), as everybody reads it who may see the request. Pure. */
import { addCivilDays, civilDate, endOfCivilDay } from '../../calendar/domain/civil-time.js';
import type { SpanUnit } from '../../shared/span.js';
import type { ServiceRequest } from '../service-request.entity.js';

/** L. 241/1990 art. 2 c. 7. */
const SUSPENSION_LIMIT_DAYS = 30;
const DAY_MS = 86_400_000;

export interface Suspension {
  readonly since: Date;
  /** When it really ended; null while it runs. */
  readonly until: Date | null;
  /** When it ends by itself at the latest: 24:00 civil time of its thirtieth day. */
  readonly latestUntil: Date;
}

/** Null where the clock never stood still. */
export function suspensionOf({
  suspendedSince: since,
  suspendedUntil: until,
}: Pick<ServiceRequest, 'suspendedSince' | 'suspendedUntil'>): Suspension | null {
  return since && { since, until, latestUntil: suspensionEnd(since) };
}

/** Until when what a suspension lost is given back: to a term in days thirty of them, although the thirtieth ends at 24:00. */
export function mostLost(since: Date, termUnit: SpanUnit): Date {
  return termUnit === 'days'
    ? new Date(since.getTime() + SUSPENSION_LIMIT_DAYS * DAY_MS)
    : suspensionEnd(since);
}

/** When a suspension that began then must end: with the thirtieth day. */
export function suspensionEnd(since: Date): Date {
  return endOfCivilDay(addCivilDays(civilDate(since), SUSPENSION_LIMIT_DAYS));
}
