/**
 * What a partner has agreed with the council, and for how long.
 *
 * - Without "until when" it holds until somebody ends it; with one, to the end of that day.
 * - Once it has run out nothing new is asked of the partner and no contacts are shown; what was asked before can still be answered.
 */
import { addCivilDays } from '../../calendar/domain/civil-time.js';

/** No personal data unless it says so. */
export interface Agreement {
  readonly seesContacts: boolean;
  /** The last civil day on which it holds, `YYYY-MM-DD`; absent or null: open. */
  readonly until?: string | null;
}

export const WARNED_DAYS_BEFORE = 30;

/** Whether the agreement still holds on this civil day. */
export function isInForce({ until }: Agreement, today: string): boolean {
  return !until || until >= today;
}

/** Whether contacts of citizens are open to the partner on this civil day. */
export function opensContacts(agreement: Agreement, today: string): boolean {
  return agreement.seesContacts && isInForce(agreement, today);
}

/** Whether the administrator is to be told by now that it ends: from 30 days before, until it is prolonged. */
export function endsSoon({ until }: Agreement, today: string): boolean {
  return Boolean(until) && String(until) <= addCivilDays(today, WARNED_DAYS_BEFORE);
}

/** The agreement of a partner's row. */
export function readAgreement(column: string | null): Agreement {
  return JSON.parse(column ?? '{"seesContacts":false}') as Agreement; // a JSON column, written as such
}
