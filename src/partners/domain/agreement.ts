/**
 * What a partner has agreed with the council, and for how long; what it opens is `access/agreement.ts`.
 *
 * - Once it has run out nothing new is asked of the partner and no contacts are shown; what was asked before can still be answered.
 */
import type { Agreement } from '../../access/agreement.js';
import { addCivilDays } from '../../calendar/domain/civil-time.js';

export const WARNED_DAYS_BEFORE = 30;

/** Whether the administrator is to be told by now that it ends: from 30 days before, until it is prolonged. */
export function endsSoon({ until }: Agreement, today: string): boolean {
  return Boolean(until) && String(until) <= addCivilDays(today, WARNED_DAYS_BEFORE);
}

/** The agreement of a partner's row. */
export function readAgreement(column: string | null): Agreement {
  return JSON.parse(column ?? '{"seesContacts":false}') as Agreement; // a JSON column, written as such
}
