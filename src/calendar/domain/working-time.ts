/**
 * How much of the time between two instants passed on working days. A working day counts from 0:00 to 24:00 civil time, holidays and weekends not
 * at all: so the time from Saturday noon to Monday noon is half a day.
 *
 * - Never more than the time that passed, and parts add up: from a to b and from b to c is from a to c.
 * - Italian clocks change on Sundays: a working day has 24 hours, and n whole ones are what NETWORKDAYS of a spreadsheet says.
 * - The days of a year are looked at once a calendar, so that a request of two years ago costs what one of yesterday does.
 */
import { addCivilDays, civilDate, startOfCivilDay } from './civil-time.js';
import type { DeadlineDays } from './deadline.js';

type WorkingDays = Pick<DeadlineDays, 'isWorkingDay'>;

const DAY_MS = 86_400_000;

/** Whole milliseconds; nought where `until` is not after `from`. Throws RangeError for what is no instant. */
export function workingMilliseconds(from: Date, until: Date, calendar: WorkingDays): number {
  const [first, last] = [civilDate(from), civilDate(until)];
  if (until <= from) return 0;
  return (
    workingDays(first, last, calendar) * DAY_MS +
    passedOf(last, until, calendar) -
    passedOf(first, from, calendar)
  );
}

/** From the first day on, before the last. */
function workingDays(first: string, last: string, calendar: WorkingDays): number {
  const [begun, ended] = [yearIn(first), yearIn(last)];
  let days = before(last, ended, calendar) - before(first, begun, calendar);
  for (let year = begun; year < ended; year += 1) days += yearOf(year, calendar).all;
  return days;
}

/** What has passed of a day at an instant in it. */
function passedOf(day: string, instant: Date, calendar: WorkingDays): number {
  return calendar.isWorkingDay(day) ? instant.getTime() - startOfCivilDay(day).getTime() : 0;
}

interface CountedYear {
  /** By civil date: how many of the year come before it. */
  readonly before: ReadonlyMap<string, number>;
  readonly all: number;
}

/** What a calendar has counted once is remembered with it. */
const counted = new WeakMap<WorkingDays, Map<number, CountedYear>>();

function before(date: string, year: number, calendar: WorkingDays): number {
  return yearOf(year, calendar).before.get(date) ?? 0;
}

function yearOf(year: number, calendar: WorkingDays): CountedYear {
  const years = counted.get(calendar) ?? new Map<number, CountedYear>();
  counted.set(calendar, years);
  const known = years.get(year) ?? count(year, calendar);
  years.set(year, known);
  return known;
}

function count(year: number, calendar: WorkingDays): CountedYear {
  const dates = new Map<string, number>();
  let all = 0;
  for (let day = `${year}-01-01`; yearIn(day) === year; day = addCivilDays(day, 1)) {
    dates.set(day, all);
    if (calendar.isWorkingDay(day)) all += 1;
  }
  return { before: dates, all };
}

function yearIn(date: string): number {
  return Number(date.slice(0, 4));
}
