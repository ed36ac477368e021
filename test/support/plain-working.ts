/** Working time once more, hour by hour and from a list of holidays written by hand: what the product's is held against. */
import { DateTime } from 'luxon';

const HOUR_MS = 3_600_000;
const FIXED = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26']; // prettier-ignore
/** Easter Mondays, and Saint Francis since 2026. */
const MOVING = ['2023-04-10', '2024-04-01', '2025-04-21', '2026-04-06', '2027-03-29', '2028-04-17', '2026-10-04', '2027-10-04', '2028-10-04']; // prettier-ignore
const known = new Map<string, number>();
const hours = new Map<number, { readonly day: string; readonly isWorking: boolean }>();

/** Whole seconds between two instants of 2023 to 2028 that passed on working days; `closed` are the town's own days. */
export function plainWorkingSeconds(
  from: Date,
  until: Date,
  closed: readonly string[] = [],
): number {
  const key = `${from.getTime()} ${until.getTime()} ${closed.join()}`;
  const found = known.get(key) ?? countHours(from.getTime(), until.getTime(), closed);
  known.set(key, found);
  return found;
}

function countHours(from: number, until: number, closed: readonly string[]): number {
  let passed = 0;
  for (let hour = Math.floor(from / HOUR_MS); hour * HOUR_MS < until; hour += 1) {
    const { day, isWorking } = townHour(hour);
    if (isWorking && !closed.includes(day))
      passed += Math.min(until, (hour + 1) * HOUR_MS) - Math.max(from, hour * HOUR_MS);
  }
  return Math.floor(passed / 1000);
}

function townHour(hour: number): { readonly day: string; readonly isWorking: boolean } {
  const found = hours.get(hour);
  if (found) return found;
  const at = DateTime.fromMillis(hour * HOUR_MS, { zone: 'Europe/Rome' });
  const day = at.toFormat('yyyy-MM-dd');
  const isOff = at.weekday > 5 || FIXED.includes(day.slice(5)) || MOVING.includes(day);
  const fresh = { day, isWorking: !isOff };
  hours.set(hour, fresh);
  return fresh;
}
