import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addCivilDays, civilDate, endOfCivilDay } from '../../src/calendar/domain/civil-time.js';
import {
  calendarDeadline,
  type DeadlineDays,
  extendBy,
  workingDeadline,
} from '../../src/calendar/domain/deadline.js';
import { TownCalendar } from '../../src/calendar/town-calendar.js';

const at = (iso: string) => new Date(iso);
const town = (rules: Partial<ConstructorParameters<typeof TownCalendar>[0]> = {}) =>
  new TownCalendar({ patronSaint: null, closures: [], movesOn: true, ...rules });
/** The last day of a term: the due date is its 24:00. */
const lastDay = (dueAt: Date) => civilDate(new Date(dueAt.getTime() - 1));
const noon = (date: string) => at(`${date}T11:00:00.000Z`);

describe('a term in calendar days', () => {
  test('of 30 days from 31 January ends at 24:00 of 2 March', () => {
    expect(calendarDeadline(noon('2027-01-31'), 30, town())).toEqual(
      at('2027-03-02T23:00:00.000Z'),
    );
  });

  test('ends at 24:00 civil time whatever the hour it began at', () => {
    const first = calendarDeadline(at('2027-01-30T23:00:00.000Z'), 30, town());
    const last = calendarDeadline(at('2027-01-31T22:59:59.999Z'), 30, town());
    expect(first).toEqual(last);
  });

  test('counts days and not hours over both changes of the clock', () => {
    const free = town({ movesOn: false });
    expect(calendarDeadline(noon('2027-03-20'), 30, free)).toEqual(at('2027-04-19T22:00:00.000Z'));
    expect(calendarDeadline(noon('2027-10-20'), 30, free)).toEqual(at('2027-11-19T23:00:00.000Z'));
  });

  test('that ends on the very night of a change ends at its midnight', () => {
    const free = town({ movesOn: false });
    expect(calendarDeadline(noon('2027-03-18'), 10, free)).toEqual(at('2027-03-28T22:00:00.000Z'));
    expect(calendarDeadline(noon('2027-10-21'), 10, free)).toEqual(at('2027-10-31T23:00:00.000Z'));
  });

  test.each([
    ['a Sunday', '2027-06-13', '2027-06-14'],
    ['Easter, and then Easter Monday', '2027-03-28', '2027-03-30'],
    ['26 December, a Sunday in 2027', '2027-12-26', '2027-12-27'],
    [
      'Christmas 2026, a Friday, with Saint Stephen and a Sunday behind it',
      '2026-12-25',
      '2026-12-28',
    ],
    [
      'New Year 2027, a Friday: Saturday is no holiday but no working day either',
      '2027-01-01',
      '2027-01-04',
    ],
    ['Saint Francis, national again since 2026', '2027-10-04', '2027-10-05'],
  ])('moves on from %s', (_, holiday, day) => {
    const from = noon(addCivilDays(holiday, -30));
    expect(lastDay(calendarDeadline(from, 30, town()))).toBe(day);
    expect(lastDay(calendarDeadline(from, 30, town({ movesOn: false })))).toBe(holiday);
  });

  test('stays on a Saturday, which is no holiday', () => {
    expect(lastDay(calendarDeadline(noon('2027-06-02'), 10, town()))).toBe('2027-06-12');
  });

  test('moves on from the day of the patron saint and from a closure', () => {
    const from = noon('2027-06-14');
    expect(lastDay(calendarDeadline(from, 10, town({ patronSaint: '06-24' })))).toBe('2027-06-25');
    expect(
      lastDay(calendarDeadline(from, 10, town({ patronSaint: '06-24', closures: ['2027-06-25'] }))),
    ).toBe('2027-06-28');
  });

  test('goes over the end of the year', () => {
    expect(lastDay(calendarDeadline(noon('2026-12-10'), 30, town()))).toBe('2027-01-09');
  });

  test('always ends at the 24:00 of a day that is no holiday, and never before its days are over', () => {
    const calendar = town({ patronSaint: '11-04' });
    const instant = fc.date({
      min: at('2020-01-01T00:00Z'),
      max: at('2040-01-01T00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.nat({ max: 180 }), (from, days) => {
        const dueAt = calendarDeadline(from, days, calendar);
        const day = lastDay(dueAt);
        expect(dueAt).toEqual(endOfCivilDay(day));
        expect(calendar.isHoliday(day)).toBe(false);
        expect(day >= addCivilDays(civilDate(from), days)).toBe(true);
      }),
    );
  });

  test('is refused for half a day, a negative one, and a calendar that is always closed', () => {
    const closed: DeadlineDays = {
      isHoliday: () => true,
      isWorkingDay: () => false,
      movesOn: true,
    };
    expect(() => calendarDeadline(noon('2027-01-31'), 1.5, town())).toThrow(RangeError);
    expect(() => calendarDeadline(noon('2027-01-31'), -1, town())).toThrow(RangeError);
    expect(() => calendarDeadline(noon('2027-01-31'), 1, closed)).toThrow(RangeError);
  });
});

describe('a term in working days', () => {
  test.each([
    ['over a weekend', '2027-06-11', 1, '2027-06-14'],
    ['over Easter', '2027-03-26', 2, '2027-03-31'],
    ['over the year', '2026-12-30', 3, '2027-01-05'],
    ['of no day, on a working day', '2027-06-11', 0, '2027-06-11'],
    ['of no day, on a Saturday', '2027-06-12', 0, '2027-06-14'],
  ])('%s', (_, from, days, day) => {
    expect(lastDay(workingDeadline(noon(from), days, town()))).toBe(day);
  });

  test('does not count the patron saint', () => {
    const calendar = town({ patronSaint: '06-24' });
    expect(lastDay(workingDeadline(noon('2027-06-23'), 1, calendar))).toBe('2027-06-25');
  });
});

describe('a suspension', () => {
  const day = 86_400;
  const due = endOfCivilDay('2027-06-10');

  test.each([
    [0, '2027-06-10'],
    [60, '2027-06-11'],
    [day, '2027-06-11'],
    [day + 2 * 3600, '2027-06-12'],
    [7 * day, '2027-06-17'],
  ])('of %i seconds gives back its days, a begun one whole', (seconds, date) => {
    expect(extendBy(due, seconds)).toEqual(endOfCivilDay(date));
  });

  test('of 30 civil days gives back 30, also over the 25-hour and the 23-hour day', () => {
    expect(extendBy(endOfCivilDay('2027-10-10'), 30 * day + 3600)).toEqual(
      endOfCivilDay('2027-11-09'),
    );
    expect(extendBy(endOfCivilDay('2027-03-10'), 30 * day - 3600)).toEqual(
      endOfCivilDay('2027-04-09'),
    );
  });

  test('moves on from a holiday as the term would have', () => {
    expect(extendBy(due, 3 * day)).toEqual(endOfCivilDay('2027-06-13'));
    expect(extendBy(due, 3 * day, town())).toEqual(endOfCivilDay('2027-06-14'));
    expect(extendBy(due, 3 * day, town({ movesOn: false }))).toEqual(endOfCivilDay('2027-06-13'));
  });

  test('moves a due time that is not midnight by exactly its length', () => {
    expect(extendBy(at('2027-06-10T08:30:00.000Z'), 90 * 60)).toEqual(
      at('2027-06-10T10:00:00.000Z'),
    );
  });

  test('cannot be negative', () => {
    expect(() => extendBy(due, -1)).toThrow(RangeError);
    expect(() => extendBy(due, Number.NaN)).toThrow(RangeError);
  });
});
