/**
 * How much of the time between two instants passed on working days. A working day counts from 0:00 to 24:00 civil time, holidays and weekends not
 * at all: so the time from Saturday noon to Monday noon is half a day.
 *
 * - Never more than the time that passed, and parts add up: from a to b and from b to c is from a to c.
 * - Italian clocks change on Sundays: a working day has 24 hours, and n whole ones are what NETWORKDAYS of a spreadsheet says.
 */
import { addCivilDays, civilDate, endOfCivilDay, startOfCivilDay } from './civil-time.js';
import type { DeadlineDays } from './deadline.js';

/** Whole milliseconds; nought where `until` is not after `from`. Throws RangeError for what is no instant. */
export function workingMilliseconds(
  from: Date,
  until: Date,
  calendar: Pick<DeadlineDays, 'isWorkingDay'>,
): number {
  const [first, last] = [civilDate(from), civilDate(until)];
  let passed = 0;
  for (let day = first; day <= last; day = addCivilDays(day, 1)) {
    if (!calendar.isWorkingDay(day)) continue;
    const begun = day === first ? from : startOfCivilDay(day);
    const ended = day === last ? until : endOfCivilDay(day);
    passed += Math.max(0, ended.getTime() - begun.getTime());
  }
  return passed;
}
