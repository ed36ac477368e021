import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addCivilDays,
  civilDate,
  civilMonth,
  civilTimeOfDay,
  civilWeekday,
  civilYear,
  endOfCivilDay,
  isCivilDate,
  isCivilMonth,
  monthBounds,
  startOfCivilDay,
} from '../../src/calendar/domain/civil-time.js';

const at = (iso: string) => new Date(iso);
const byLuxon = (instant: Date) => DateTime.fromJSDate(instant, { zone: 'Europe/Rome' });
const between = (from: string, to: string) =>
  fc.date({ min: at(from), max: at(to), noInvalidDate: true });

describe('civil time', () => {
  test('the day begins at midnight in Rome, an hour or two before it does in UTC', () => {
    expect(civilDate(at('2027-01-31T22:59:59.999Z'))).toBe('2027-01-31');
    expect(civilDate(at('2027-01-31T23:00:00.000Z'))).toBe('2027-02-01');
    expect(civilDate(at('2027-07-31T21:59:59.999Z'))).toBe('2027-07-31');
    expect(civilDate(at('2027-07-31T22:00:00.000Z'))).toBe('2027-08-01');
  });

  test('the year ends at midnight in Rome', () => {
    expect(civilYear(at('2026-12-31T22:59:59.999Z'))).toBe(2026);
    expect(civilYear(at('2026-12-31T23:00:00.000Z'))).toBe(2027);
    expect(civilMonth(at('2026-12-31T23:00:00.000Z'))).toBe('2027-01');
  });

  test.each([
    ['the night to summer time', '2027-03-27T12:00Z', '2027-03-29T12:00Z'],
    ['the night to winter time', '2027-10-30T12:00Z', '2027-11-01T12:00Z'],
    ['a hundred years', '1970-01-01T00:00Z', '2070-01-01T00:00Z'],
    ['the time before whole hours', '1850-01-01T00:00Z', '1970-01-02T00:00Z'],
  ])('agrees with luxon over %s', (_, from, to) => {
    fc.assert(
      fc.property(between(from, to), (instant) => {
        expect(civilDate(instant)).toBe(byLuxon(instant).toISODate());
        expect(civilYear(instant)).toBe(byLuxon(instant).year);
        expect(civilMonth(instant)).toBe(byLuxon(instant).toFormat('yyyy-MM'));
        expect(civilTimeOfDay(instant)).toBe(byLuxon(instant).toFormat('HH:mm'));
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with luxon at each change of the clock from 1970 to 2060, just before and just after', () => {
    const changes = clockChanges('1970-01-01T00:00Z', '2060-12-31T00:00Z');
    expect(changes.length).toBeGreaterThan(150);
    for (const change of changes)
      for (const hours of [-3, -2, -1, 0, 1, 2, 3])
        for (const ms of [-1, 0, 1]) {
          const instant = new Date(change + hours * 3_600_000 + ms);
          expect(civilDate(instant)).toBe(byLuxon(instant).toISODate());
          expect(civilTimeOfDay(instant)).toBe(byLuxon(instant).toFormat('HH:mm'));
        }
  });

  test('a day has 23 hours in March, 25 in October, 24 elsewhere', () => {
    const hours = (date: string) =>
      (endOfCivilDay(date).getTime() - startOfCivilDay(date).getTime()) / 3_600_000;
    expect(hours('2027-03-28')).toBe(23);
    expect(hours('2027-10-31')).toBe(25);
    expect(hours('2027-06-15')).toBe(24);
  });

  test('each instant lies within the bounds of its own day', () => {
    fc.assert(
      fc.property(between('1990-01-01T00:00Z', '2060-01-01T00:00Z'), (instant) => {
        const date = civilDate(instant);
        expect(startOfCivilDay(date).getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(endOfCivilDay(date).getTime()).toBeGreaterThan(instant.getTime());
        expect(startOfCivilDay(date)).toEqual(byLuxon(instant).startOf('day').toJSDate());
        expect(addCivilDays(date, 45)).toBe(byLuxon(instant).plus({ days: 45 }).toISODate());
        expect(civilWeekday(date)).toBe(byLuxon(instant).weekday);
      }),
    );
  });

  test('each day of the years 2026 to 2028 begins and ends where luxon says', () => {
    for (let date = '2026-01-01'; date < '2029-01-01'; date = addCivilDays(date, 1)) {
      const day = DateTime.fromISO(date, { zone: 'Europe/Rome' });
      expect(startOfCivilDay(date)).toEqual(day.toJSDate());
      expect(endOfCivilDay(date)).toEqual(day.plus({ days: 1 }).toJSDate());
    }
  });

  test('March 2027 goes from the last hour of February to the last but one of March, in UTC', () => {
    expect(monthBounds('2027-03')).toEqual({
      from: at('2027-02-28T23:00:00.000Z'),
      to: at('2027-03-31T22:00:00.000Z'),
    });
  });

  test('the months of a year follow each other without a gap and make the year', () => {
    const months = Array.from({ length: 12 }, (_, i) =>
      monthBounds(`2027-${String(i + 1).padStart(2, '0')}`),
    );
    months.slice(1).forEach((month, i) => expect(month.from).toEqual(months[i]?.to));
    expect(months[0]?.from).toEqual(at('2026-12-31T23:00:00.000Z'));
    expect(months[11]?.to).toEqual(at('2027-12-31T23:00:00.000Z'));
  });

  test('days are added on the calendar, over months, leap years and both changes of the clock', () => {
    expect(addCivilDays('2027-01-31', 30)).toBe('2027-03-02');
    expect(addCivilDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addCivilDays('2027-03-27', 2)).toBe('2027-03-29');
    expect(addCivilDays('2027-10-30', 2)).toBe('2027-11-01');
    expect(addCivilDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  test('knows the days of the week', () => {
    expect(civilWeekday('2027-03-28')).toBe(7);
    expect(civilWeekday('2027-03-29')).toBe(1);
  });

  test('the last day of all ends at an instant that is written like every other', () => {
    expect(endOfCivilDay('9999-12-31').toISOString()).toBe('9999-12-31T23:00:00.000Z');
    expect(startOfCivilDay('1000-01-01').toISOString()).toBe('0999-12-31T23:10:04.000Z');
  });

  test.each([
    '0999-12-31',
    '2027-02-31',
    '2027-02-29',
    '2027-13-01',
    '2027-3-1',
    '20270301',
    '2027-03-01T10:00',
    '',
  ])('%j is no date', (text) => {
    expect(isCivilDate(text)).toBe(false);
  });

  test.each(['2027-02-31', '2027-03-01T10:00', ''])('%j has no end', (text) => {
    expect(() => endOfCivilDay(text)).toThrow(RangeError);
  });

  test('29 February is a date in a leap year', () => expect(isCivilDate('2028-02-29')).toBe(true));

  test.each(['2027-00', '2027-13', '2027-3', '2027-03-01', ''])('%j is no month', (text) => {
    expect(isCivilMonth(text)).toBe(false);
    expect(() => monthBounds(text)).toThrow(RangeError);
  });

  test('an invalid date has no civil date', () => {
    expect(() => civilDate(new Date(Number.NaN))).toThrow(RangeError);
  });
});

/** The instants at which Rome's offset changes, found by halving weeks. */
function clockChanges(from: string, to: string): number[] {
  const weekMs = 7 * 86_400_000;
  const offset = (ms: number) => byLuxon(new Date(ms)).offset;
  const changes: number[] = [];
  for (let low = at(from).getTime(); low < at(to).getTime(); low += weekMs) {
    let [before, after] = [low, low + weekMs];
    if (offset(before) === offset(after)) continue;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offset(middle) === offset(before)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}
