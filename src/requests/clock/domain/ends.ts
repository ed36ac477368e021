/**
 * When a deadline of an iter ends, when somebody is reminded of it, and when each rung of a ladder is climbed. Pure. Days end at 24:00 civil
 * time, hours are hours; a reminder by days comes at 8:00 in the morning, which no change of the clocks touches.
 */
import {
  addCivilDays,
  civilDate,
  endOfCivilDay,
  startOfCivilDay,
} from '../../../calendar/domain/civil-time.js';
import {
  calendarDeadline,
  type DeadlineDays,
  extendBy,
  workingDeadline,
} from '../../../calendar/domain/deadline.js';
import type { DeadlineDefinition, Rung } from '../../../workflow/domain/document.js';
import type { Stay } from './stay.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From 8:00 to 24:00. */
const OF_THE_DAY_LEFT_MS = 16 * HOUR_MS;

/** The end of a state's deadline, moved on by what was waited. */
export function endOfStay(stay: Stay, deadline: DeadlineDefinition, days: DeadlineDays): Date {
  return extendBy(endAfter(stay.since, deadline, days), stay.pausedSeconds, days);
}

/** `beforeDays` before the end: at 8:00 of that day, or at the very hour where the end is no midnight. */
export function reminderOf(end: Date, beforeDays: number): Date {
  if (!endsDay(end)) return new Date(end.getTime() - beforeDays * DAY_MS);
  const day = addCivilDays(lastDayOf(end), -beforeDays);
  return new Date(endOfCivilDay(day).getTime() - OF_THE_DAY_LEFT_MS);
}

/** When this rung is climbed, counted from the end. */
export function climbed(end: Date, rung: Omit<Rung, 'tell'>, days: DeadlineDays): Date {
  const lastMoment = new Date(end.getTime() - 1);
  return rung.hours || rung.days || rung.workingDays
    ? endAfter(rung.hours ? end : lastMoment, rung, days)
    : end;
}

function endAfter(
  from: Date,
  { days, workingDays, hours }: Omit<Rung, 'tell'>,
  calendar: DeadlineDays,
) {
  if (hours) return new Date(from.getTime() + hours * HOUR_MS);
  return workingDays
    ? workingDeadline(from, workingDays, calendar)
    : calendarDeadline(from, days ?? 0, calendar);
}

/** The civil date of the last moment before an end. */
function lastDayOf(end: Date): string {
  return civilDate(new Date(end.getTime() - 1));
}

function endsDay(end: Date): boolean {
  return startOfCivilDay(civilDate(end)).getTime() === end.getTime();
}
