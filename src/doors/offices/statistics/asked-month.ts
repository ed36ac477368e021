/** The month, the year and the revision that an address names: what it names wrongly is a fault at its field, and never something else. */
import { addCivilDays } from '../../../calendar/domain/civil-time.js';
import { type FieldError, Refusal } from '../../../shared/refusal.js';
import { type Month, monthOf, readMonth } from '../../../statistics/domain/month.js';
import { Refused } from '../../../web/request/refused.js';

export interface AskedMonth {
  readonly month: Month;
  /** As it was typed, to be shown again. */
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

export interface AskedYear {
  readonly year: number;
  readonly errors: readonly FieldError[];
}

/** Nothing typed: the last month that is over. What is no month, or has not begun, is an error at its field. */
export function askedMonth(typed: unknown, today: string): AskedMonth {
  const text = String(typed ?? '').trim();
  const last = monthOf(addCivilDays(monthOf(today).first, -1));
  if (text === '') return { month: last, typed: last.code, errors: [] };
  const month = readMonth(text, today);
  return typeof month === 'string'
    ? { month: last, typed: text, errors: [{ field: 'mese', code: month }] }
    : { month, typed: month.code, errors: [] };
}

/** Nothing typed: the year that runs. */
export function askedYear(typed: unknown, today: string): AskedYear {
  const text = String(typed ?? '').trim();
  const running = Number(today.slice(0, 4));
  if (text === '') return { year: running, errors: [] };
  return /^(20\d{2}|2100)$/.test(text)
    ? { year: Number(text), errors: [] }
    : { year: running, errors: [{ field: 'anno', code: 'year-not-valid' }] };
}

/** Null where nothing is typed: the latest. What is no whole number from 1 on is nought, which no revision has. */
export function askedRevision(typed: unknown): number | null {
  const text = String(typed ?? '');
  if (text === '') return null;
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0;
}

/** For a file, which has no place for a sentence: throws the refusal that tells the faults. */
export function withoutFaults<T extends { readonly errors: readonly FieldError[] }>(asked: T): T {
  if (asked.errors.length > 0) throw new Refused(Refusal.fields(asked.errors));
  return asked;
}
