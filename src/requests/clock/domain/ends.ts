/**
 * When a deadline of an iter ends, when somebody is reminded of it, and when each rung of a ladder is climbed. Pure. Days end at 24:00 civil
 * time, hours are hours; a reminder by days comes at 8:00 in the morning, which no change of the clocks touches.
 */
import { addCivilDays, civilDate, endOfCivilDay } from '../../../calendar/domain/civil-time.js';
import {
  deadlineAfter,
  type DeadlineDays,
  endsWithDay,
} from '../../../calendar/domain/deadline.js';
import { resumedDeadline } from '../../../calendar/domain/resumed.js';
import { unitOf } from '../../../shared/span.js';
import type { DeadlineDefinition, Rung } from '../../../workflow/domain/document.js';
import type { Stay } from './stay.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const URGENT_REMINDER_HOURS = 4;
/** From 8:00 to 24:00. */
const OF_THE_DAY_LEFT_MS = 16 * HOUR_MS;

/** The end of a state's deadline, moved on by what was waited, as a request's own term is. */
export function endOfStay(stay: Stay, deadline: DeadlineDefinition, days: DeadlineDays): Date {
  const termUnit = unitOf(deadline) ?? 'days';
  return stay.pauses.reduce(
    (dueAt, pause) => resumedDeadline({ dueAt, termUnit }, pause, days),
    deadlineAfter(stay.since, deadline, days),
  );
}

/** `beforeDays` before the end: at 8:00 of that day, or at the very hour where the end is no midnight. */
export function reminderOf(end: Date, beforeDays: number): Date {
  if (!endsWithDay(end)) return new Date(end.getTime() - beforeDays * DAY_MS);
  const day = addCivilDays(lastDayOf(end), -beforeDays);
  return new Date(endOfCivilDay(day).getTime() - OF_THE_DAY_LEFT_MS);
}

/** The same of a term: one that ends at an hour is urgent and short, so its reminder comes hours before, however many days other terms have. */
export function termReminderOf(end: Date, beforeDays: number): Date {
  return endsWithDay(end)
    ? reminderOf(end, beforeDays)
    : new Date(end.getTime() - URGENT_REMINDER_HOURS * HOUR_MS);
}

/** When this rung is climbed, counted from the end. */
export function climbed(end: Date, rung: Omit<Rung, 'tell'>, days: DeadlineDays): Date {
  const lastMoment = new Date(end.getTime() - 1);
  return unitOf(rung) ? deadlineAfter(rung.hours ? end : lastMoment, rung, days) : end;
}

/** The civil date of the last moment before an end. */
function lastDayOf(end: Date): string {
  return civilDate(new Date(end.getTime() - 1));
}
