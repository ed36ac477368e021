/** When things happen in the demo's past: civil hours of the town. Pure. */
import {
  addCivilDays,
  civilDate,
  endOfCivilDay,
  startOfCivilDay,
} from '../../../calendar/domain/civil-time.js';
import type { DemoStory } from './demo-story.js';

export const HOUR_MS = 3_600_000;

/** Citizens write at every hour of the day. */
export function filedAt({ daysAgo, hour, title }: DemoStory, today: Date): Date {
  const day = addCivilDays(civilDate(today), -daysAgo);
  const minute = (title.length * 7) % 60;
  return new Date(startOfCivilDay(day).getTime() + hour * HOUR_MS + minute * 60_000);
}

/** Half past eight, two days on. */
export function morningAfter(now: Date): Date {
  return new Date(startOfCivilDay(addCivilDays(civilDate(now), 2)).getTime() + 8.5 * HOUR_MS);
}

/** People work by day: what would fall into the night is done the next morning. */
export function inOfficeHours(moment: Date): Date {
  const day = civilDate(moment);
  const hour = (moment.getTime() - startOfCivilDay(day).getTime()) / HOUR_MS;
  if (hour < 8) return new Date(startOfCivilDay(day).getTime() + 8.4 * HOUR_MS);
  return hour > 18 ? new Date(endOfCivilDay(day).getTime() + 8.7 * HOUR_MS) : moment;
}

export function notAfter(limit: Date, moment: Date): Date {
  return moment < limit ? moment : limit;
}
