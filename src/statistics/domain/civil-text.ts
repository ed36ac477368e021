/**
 * Instants as exports tell them. An export asks four times a row, so a text as the databases keep it is never made a date of: the hour that it
 * begins with is worked out once, and its minutes and seconds are the town's too.
 */
import { townOffsetMs } from '../../calendar/domain/civil-time.js';

const KEPT_HOURS = 20_000;
const MINUTE_MS = 60_000;
/** Earlier the clocks of Italy were not always at whole hours. */
const WHOLE_HOURS_SINCE = 1980;

interface Hour {
  /** `2026-10-25 02`, by the town's clock. */
  readonly shown: string;
  readonly startMs: number;
}

const hours = new Map<number, Hour>();

/** The town's clock at an instant as spreadsheets read it, `YYYY-MM-DD HH:MM:SS`. Throws RangeError for an invalid date. */
export function civilText(instant: Date): string {
  const ms = instant.getTime();
  const figures = new Date(ms + townOffsetMs(ms)).toISOString();
  return `${figures.slice(0, 10)} ${figures.slice(11, 19)}`;
}

/**
 * The same of an instant as a database keeps it: `2026-10-25T00:30:05.999Z` of SQLite, `2026-10-25 00:30:05.999+00` of PostgreSQL. Throws
 * RangeError for what is none.
 */
export function civilTextOf(stored: string): string {
  const hour = hourOf(stored);
  return hour ? hour.shown + stored.slice(13, 19) : civilText(new Date(isoText(stored)));
}

/** Milliseconds since 1970 of an instant as a database keeps it; NaN for what is none. */
export function storedMs(stored: string): number {
  const hour = hourOf(stored);
  if (!hour) return Date.parse(isoText(stored));
  return hour.startMs + figuresAt(stored, 14) * MINUTE_MS + parseFloat(stored.slice(17)) * 1_000;
}

/** Undefined where the text is written in another way than the two. */
function hourOf(stored: string): Hour | undefined {
  const year = figuresAt(stored, 0) * 100 + figuresAt(stored, 2);
  if (!(year >= WHOLE_HOURS_SINCE) || !isUtc(stored)) return undefined;
  const month = (year - WHOLE_HOURS_SINCE) * 100 + figuresAt(stored, 5);
  const key = (month * 100 + figuresAt(stored, 8)) * 100 + figuresAt(stored, 11);
  return hours.get(key) ?? keptHour(key, stored);
}

function keptHour(key: number, stored: string): Hour {
  if (hours.size >= KEPT_HOURS) hours.clear();
  const start = new Date(`${stored.slice(0, 10)}T${stored.slice(11, 13)}:00:00Z`);
  const fresh = { shown: civilText(start).slice(0, 13), startMs: start.getTime() };
  hours.set(key, fresh);
  return fresh;
}

/** Two figures of a text; NaN where they are none. */
function figuresAt(text: string, at: number): number {
  return figure(text.charCodeAt(at)) * 10 + figure(text.charCodeAt(at + 1));
}

function figure(code: number): number {
  return code >= 48 && code <= 57 ? code - 48 : Number.NaN;
}

const COLON = 58;
function isUtc(stored: string): boolean {
  const isTimed = stored.charCodeAt(13) === COLON && stored.charCodeAt(16) === COLON;
  return isTimed && (stored.endsWith('Z') || stored.endsWith('+00'));
}

/** PostgreSQL writes a blank for the T, and may leave out the minutes of the offset. */
function isoText(stored: string): string {
  return stored.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}
