/** The month and the revision that an address names. */
import { addCivilDays } from '../../../calendar/domain/civil-time.js';
import type { FieldError } from '../../../shared/refusal.js';
import { type Month, monthOf, readMonth } from '../../../statistics/domain/month.js';

export interface AskedMonth {
  readonly month: Month;
  /** As it was typed, to be shown again. */
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

/** Nothing typed: the last month that is over. What is no month, or has not begun, is an error at its field. */
export function askedMonth(typed: unknown, today: string): AskedMonth {
  const text = oneText(typed)?.trim() ?? '';
  const last = monthOf(addCivilDays(monthOf(today).first, -1));
  if (text === '') return { month: last, typed: last.code, errors: [] };
  const month = readMonth(text, today);
  return typeof month === 'string'
    ? { month: last, typed: text, errors: [{ field: 'mese', code: month }] }
    : { month, typed: month.code, errors: [] };
}

/** Null where it is no whole number from 1 on. */
export function askedRevision(typed: unknown): number | null {
  const text = oneText(typed) ?? '';
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null;
}

/** A parameter that was given twice counts as none. */
export function oneText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
