import { type Month, monthOf, monthsUpTo } from './month.js';

const MOST_MONTHS = 240;

/**
 * The months that are over on `today` and not published yet, oldest first, from the month of `since` on (a civil date): after a stop of
 * days, or of years, all that were missed. None where `since` is null: nothing has been filed yet.
 */
export function dueMonths(
  since: string | null,
  today: string,
  published: ReadonlySet<string>,
): Month[] {
  if (since === null) return [];
  const running = monthOf(today);
  return monthsUpTo(running, MOST_MONTHS).filter(
    ({ code }) => code >= since.slice(0, 7) && code < running.code && !published.has(code),
  );
}
