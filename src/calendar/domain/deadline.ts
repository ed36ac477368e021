/**
 * When something is due. A deadline in days ends at 24:00 civil time of its last day (DESIGN.md, data decision 7); the day it starts from
 * does not count (art. 2963 Codice civile).
 *
 * - Calendar days count every day. Where the council says so, a term that would end on a holiday or a Sunday ends on the next working
 *   day. A Saturday is no holiday: a term may end on it.
 * - Working days count Monday to Friday without holidays.
 * - Hours are hours: they count by night, on holidays and through a change of the clocks, and end at an hour of the day.
 * - A suspension is given back in whole days: a day that was begun counts whole.
 */
import { addCivilDays, civilDate, endOfCivilDay, startOfCivilDay } from './civil-time.js';
import type { Span } from '../../shared/span.js';

/** What a deadline must know of the days; a town's calendar answers it. What it has answered once holds: other rules are another calendar. */
export interface DeadlineDays {
  isHoliday(date: string): boolean;
  isWorkingDay(date: string): boolean;
  /** Whether a term that ends on a holiday moves on. */
  readonly movesOn: boolean;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
const LONGEST_CLOSURE_DAYS = 366;

/** The end of a span that begins at an instant; of one that says nothing, the end of that day. */
export function deadlineAfter(
  from: Date,
  { days, workingDays, hours }: Span,
  calendar: DeadlineDays,
): Date {
  if (hours) return new Date(from.getTime() + hours * HOUR_SECONDS * 1000);
  return workingDays
    ? workingDeadline(from, workingDays, calendar)
    : calendarDeadline(from, days ?? 0, calendar);
}

/** Whether an end is 24:00 of a day, as those of days are, and not an hour within one. */
export function endsWithDay(end: Date): boolean {
  return startOfCivilDay(civilDate(end)).getTime() === end.getTime();
}

/** The end of the term of `days` calendar days from an instant. Throws RangeError for days that are no whole number from 0 up. */
export function calendarDeadline(from: Date, days: number, calendar: DeadlineDays): Date {
  assertWhole(days);
  return endOfCivilDay(movedOn(addCivilDays(civilDate(from), days), calendar));
}

/** The end of the term of so many working days after the day of `from`; 0 ends the same day, or the next working one. */
export function workingDeadline(from: Date, workingDays: number, calendar: DeadlineDays): Date {
  assertWhole(workingDays);
  const first = civilDate(from);
  const counted = countedIn(calendar);
  const key = `${first} ${workingDays}`;
  const last = counted.get(key) ?? lastWorkingDay(first, workingDays, calendar);
  counted.set(key, last);
  return endOfCivilDay(last);
}

/** What a calendar has counted once is remembered with it: each step winds up clocks of many rungs. */
const counted = new WeakMap<DeadlineDays, Map<string, string>>();
const COUNTED_TERMS = 5_000;

function countedIn(calendar: DeadlineDays): Map<string, string> {
  const known = counted.get(calendar);
  if (known && known.size < COUNTED_TERMS) return known;
  const fresh = new Map<string, string>();
  counted.set(calendar, fresh);
  return fresh;
}

function lastWorkingDay(first: string, workingDays: number, calendar: DeadlineDays): string {
  let date = first;
  if (workingDays === 0) date = workingDayFrom(date, calendar);
  for (let left = workingDays; left > 0; left -= 1)
    date = workingDayFrom(addCivilDays(date, 1), calendar);
  return date;
}

/**
 * A deadline after the clock stood still for so long. One that ends at 24:00 keeps doing so, and moves on from a holiday as it would
 * have; one at another hour moves by exactly that time. Throws RangeError for a negative time.
 */
export function extendBy(dueAt: Date, suspendedSeconds: number, calendar?: DeadlineDays): Date {
  if (!(suspendedSeconds >= 0)) throw new RangeError('a suspension cannot be negative');
  if (suspendedSeconds === 0) return dueAt;
  if (!endsWithDay(dueAt)) return new Date(dueAt.getTime() + suspendedSeconds * 1000);
  // the hour that a change to winter time adds begins no day
  const days = Math.max(1, Math.ceil((suspendedSeconds - HOUR_SECONDS) / DAY_SECONDS));
  const date = addCivilDays(civilDate(dueAt), days - 1);
  return endOfCivilDay(calendar ? movedOn(date, calendar) : date);
}

function movedOn(date: string, calendar: DeadlineDays): string {
  return calendar.movesOn && calendar.isHoliday(date) ? workingDayFrom(date, calendar) : date;
}

function workingDayFrom(date: string, calendar: DeadlineDays): string {
  for (let day = date, tries = 0; tries < LONGEST_CLOSURE_DAYS; tries += 1) {
    if (calendar.isWorkingDay(day)) return day;
    day = addCivilDays(day, 1);
  }
  throw new RangeError(`no working day within a year from ${date}`);
}

function assertWhole(days: number): void {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of days: ${days}`);
}
