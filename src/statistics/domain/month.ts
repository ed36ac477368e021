/**
 * A calendar month of the city. Bounds are civil dates of Europe/Rome (`YYYY-MM-DD`), compared with the civil date columns of
 * `request_facts`: so a month of 743, 744 or 745 hours (clock changes) needs no rule of its own, and months side by side never share
 * a day nor leave one out.
 */
import { addCivilDays } from '../../calendar/domain/civil-time.js';

export interface Month {
  /** `YYYY-MM`. */
  readonly code: string;
  /** First and last day, both within. */
  readonly first: string;
  readonly last: string;
  /** First day of the following month, no longer within. */
  readonly next: string;
}

export type MonthFault = 'month-format' | 'month-future';

/** The month that `text` names; refuses what is not `YYYY-MM` of the years 1900 to 2999, and a month after that of `today`. */
export function readMonth(text: string, today: string): Month | MonthFault {
  if (!/^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/.test(text)) return 'month-format';
  return text > today.slice(0, 7) ? 'month-future' : monthOf(text);
}

/** The month of a civil date or of `YYYY-MM`; throws RangeError where `date` is neither. */
export function monthOf(date: string): Month {
  const first = `${date.slice(0, 7)}-01`;
  const next = `${addCivilDays(first, 31).slice(0, 7)}-01`;
  return { code: first.slice(0, 7), first, last: addCivilDays(next, -1), next };
}

/** `count` months that end with `last`, oldest first. */
export function monthsUpTo(last: Month, count: number): Month[] {
  const months = [last];
  for (let month = last; months.length < count; months.unshift(month))
    month = monthOf(addCivilDays(month.first, -1));
  return months;
}

/** The months beside one, as far as a reader leafs: back to the first that has anything, `since`, and on to the one that runs on `today`. */
export function monthsBeside(
  month: Month,
  { since, today }: { readonly since: string | null; readonly today: string },
): { readonly previous: string | null; readonly following: string | null } {
  const [{ code: previous } = month] = monthsUpTo(month, 2);
  const following = month.next.slice(0, 7);
  return {
    previous: since !== null && previous >= since ? previous : null,
    following: following <= today.slice(0, 7) ? following : null,
  };
}
