import { DateTime } from 'luxon';
import { TOWN_ZONE } from '../../calendar/domain/civil-time.js';

const HOUR_MS = 3_600_000;
const CACHED_HOURS = 20_000;
const dateAndHour = new Map<number, string>();
const textOfHour = new Map<string, string>();

/**
 * The town's clock at an instant as spreadsheets read it, `YYYY-MM-DD HH:MM:SS`; null stays null. Asked for each row of an export, so the
 * zone is worked out once an hour: Italian clocks differ from UTC by whole hours (since 1970; earlier instants are refused).
 */
export function civilText(instant: Date | null): string | null {
  if (instant === null) return null;
  const ms = instant.getTime();
  if (!(ms >= 0)) throw new RangeError('not an instant since 1970');
  return hourText(Math.floor(ms / HOUR_MS)) + instant.toISOString().slice(13, 19);
}

/**
 * The same of an instant as SQLite keeps it (`YYYY-MM-DDTHH:MM:SS…Z`), without making a date of it: an export asks a hundred thousand
 * times. What is written in another way goes the long way.
 */
export function civilTextOf(iso: string): string | null {
  if (!/^(19[789]|2\d\d)\d-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(iso)) return civilText(new Date(iso));
  const hour = iso.slice(0, 13);
  let text = textOfHour.get(hour);
  if (text === undefined) {
    if (textOfHour.size >= CACHED_HOURS) textOfHour.clear();
    text = civilText(new Date(`${hour}:00:00Z`))?.slice(0, 13) ?? '';
    textOfHour.set(hour, text);
  }
  return text + iso.slice(13, 19);
}

function hourText(hour: number): string {
  const known = dateAndHour.get(hour);
  if (known !== undefined) return known;
  const text = DateTime.fromMillis(hour * HOUR_MS, { zone: TOWN_ZONE }).toFormat('yyyy-MM-dd HH');
  if (dateAndHour.size >= CACHED_HOURS) dateAndHour.clear();
  dateAndHour.set(hour, text);
  return text;
}
