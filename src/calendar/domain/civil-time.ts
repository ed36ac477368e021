/**
 * The one helper between instants (UTC) and the civil time of the town, Europe/Rome (DESIGN.md, data decision 7).
 *
 * - A civil date is `YYYY-MM-DD`, a civil month `YYYY-MM`. They compare and sort as text. Who types a date has the years 1000 to 9999, so that its
 *   bounds are instants that both databases know.
 * - A civil day has 23, 24 or 25 hours; days are counted on the calendar, never in hours.
 * - A day ends at 24:00, which is 0:00 of the next: bounds are half open, from ≤ t < to.
 * - The zone's rules come from luxon; what was asked once is remembered, by the day where the clocks do not change in it and else by the
 *   hour, for Italian clocks have changed at whole hours UTC, and never at midnight, since 1980.
 */
import { IANAZone } from 'luxon';

export const TOWN_ZONE = 'Europe/Rome';

/** Half open: `from` belongs to the period, `to` is the first instant after it. */
export interface Bounds {
  readonly from: Date;
  readonly to: Date;
}

const zone = IANAZone.create(TOWN_ZONE);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const WHOLE_HOURS_SINCE_MS = Date.UTC(1980, 0, 1);
const CACHED_HOURS = 20_000;
const CACHED_DAYS = 20_000;
const dateOfHour = new Map<number, string>();
const offsetOfHour = new Map<number, number>();
/** Null: the clocks change in it. */
const offsetOfDay = new Map<number, number | null>();

/** The civil date at an instant. Cheap: called for each stored instant. Throws RangeError for an invalid date. */
export function civilDate(instant: Date): string {
  return byHour(dateOfHour, instant.getTime(), dateAt);
}

/** The civil month at an instant, `YYYY-MM`. */
export function civilMonth(instant: Date): string {
  return civilDate(instant).slice(0, 7);
}

/** The civil year at an instant: what ticket numbers count in. */
export function civilYear(instant: Date): number {
  return Number(civilDate(instant).slice(0, 4));
}

/** The time on the wall at an instant, `HH:MM`. */
export function civilTimeOfDay(instant: Date): string {
  const ms = instant.getTime();
  return new Date(ms + townOffsetMs(ms)).toISOString().slice(11, 16);
}

/** True for a day that exists, `YYYY-MM-DD`, of the years 1000 to 9999: 31 February does not. */
export function isCivilDate(text: string): boolean {
  return text >= '1000' && isDay(text);
}

/** True for `YYYY-MM` of a month that exists. */
export function isCivilMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** How far the town's clock is ahead of UTC at an instant. Cheap: called for each cell of an export. NaN where there is no instant. */
export function townOffsetMs(ms: number): number {
  if (!(ms >= WHOLE_HOURS_SINCE_MS)) return offsetAt(ms);
  const day = Math.floor(ms / DAY_MS);
  let known = offsetOfDay.get(day);
  if (known === undefined) {
    known = offsetInDay(day);
    if (offsetOfDay.size >= CACHED_DAYS) offsetOfDay.clear();
    offsetOfDay.set(day, known);
  }
  return known ?? byHour(offsetOfHour, ms, offsetAt);
}

/** 0:00 civil time of a date. Throws RangeError for what is no date, here and below. */
export function startOfCivilDay(date: string): Date {
  return midnight(dayMs(date));
}

/** 24:00 civil time of a date: the first instant after it. */
export function endOfCivilDay(date: string): Date {
  return midnight(dayMs(date) + DAY_MS);
}

/** The date so many calendar days later, or earlier where negative. */
export function addCivilDays(date: string, days: number): string {
  return isoDate(new Date(dayMs(date) + days * DAY_MS));
}

/** The instants of a civil month: March 2027 is 2027-02-28T23:00Z to 2027-03-31T22:00Z. */
export function monthBounds(month: string): Bounds {
  if (!isCivilMonth(month)) throw new RangeError(`not a month: ${month}`);
  const first = `${month}-01`;
  const next = `${addCivilDays(first, 31).slice(0, 7)}-01`;
  return { from: startOfCivilDay(first), to: startOfCivilDay(next) };
}

/** Day of the week of a date: 1 is Monday, 7 is Sunday (ISO 8601). */
export function civilWeekday(date: string): number {
  return new Date(dayMs(date)).getUTCDay() || 7;
}

function dateAt(ms: number): string {
  if (Number.isNaN(ms)) throw new RangeError('not an instant');
  return isoDate(new Date(ms + townOffsetMs(ms)));
}

function offsetInDay(day: number): number | null {
  const atStart = offsetAt(day * DAY_MS);
  return atStart === offsetAt((day + 1) * DAY_MS) ? atStart : null;
}

function offsetAt(ms: number): number {
  return zone.offset(ms) * MINUTE_MS;
}

function byHour<T>(known: Map<number, T>, ms: number, work: (ms: number) => T): T {
  if (!(ms >= WHOLE_HOURS_SINCE_MS)) return work(ms);
  const hour = Math.floor(ms / HOUR_MS);
  const found = known.get(hour);
  if (found !== undefined) return found;
  if (known.size >= CACHED_HOURS) known.clear();
  const fresh = work(ms);
  known.set(hour, fresh);
  return fresh;
}

function isDay(text: string): boolean {
  return !Number.isNaN(figuresOf(text));
}

/** 0:00 civil time of the day that begins at these figures, read as UTC. */
function midnight(figures: number): Date {
  const guess = figures - townOffsetMs(figures); // right but for the day of a change, whose offset at 0:00 is the one before
  return new Date(figures - townOffsetMs(guess));
}

/** A date's figures read as if they were UTC: a number of days to count with. */
function dayMs(date: string): number {
  const ms = figuresOf(date);
  if (Number.isNaN(ms)) throw new RangeError(`not a date: ${date}`);
  return ms;
}

/** The same; NaN for what is no date. */
function figuresOf(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return NaN;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return new Date(ms).getUTCDate() === Number(text.slice(8)) ? ms : NaN; // the engine takes 31 February for 3 March
}

function isoDate(figures: Date): string {
  return figures.toISOString().slice(0, 10);
}
