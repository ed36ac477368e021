import { describe, expect, test } from '@jest/globals';
import { Calendar } from '../../src/calendar/calendar.service.js';
import { endOfCivilDay } from '../../src/calendar/domain/civil-time.js';
import { nationalHolidays } from '../../src/calendar/holidays.js';
import { type CalendarRules, TownCalendar } from '../../src/calendar/town-calendar.js';

const plain: CalendarRules = { patronSaint: null, closures: [], movesOn: true };

describe('the holidays', () => {
  test('of Italy in 2027 are these', () => {
    expect([...nationalHolidays(2027)].sort()).toEqual([
      '2027-01-01',
      '2027-01-06',
      '2027-03-28',
      '2027-03-29',
      '2027-04-25',
      '2027-05-01',
      '2027-06-02',
      '2027-08-15',
      '2027-10-04',
      '2027-11-01',
      '2027-12-08',
      '2027-12-25',
      '2027-12-26',
    ]);
  });

  test.each([
    ['2024-04-01'],
    ['2025-04-21'],
    ['2026-04-06'],
    ['2027-03-29'],
    ['2028-04-17'],
    ['2038-04-26'],
  ])('%s is Easter Monday', (date) => {
    expect(new TownCalendar(plain).isHoliday(date)).toBe(true);
    expect(new TownCalendar(plain).isWorkingDay(date)).toBe(false);
  });

  test('the patron saint is kept each year, a closure on its date alone, in this town only', () => {
    const town = new TownCalendar({ ...plain, patronSaint: '05-22', closures: ['2028-08-14'] });
    expect(['2028-05-22', '2029-05-22', '2028-08-14'].map((d) => town.isHoliday(d))).toEqual([
      true,
      true,
      true,
    ]);
    expect(town.isHoliday('2029-08-14')).toBe(false);
    expect(new TownCalendar(plain).isHoliday('2028-05-22')).toBe(false);
  });

  test('Saturday is neither a holiday nor a working day, Sunday is a holiday', () => {
    const town = new TownCalendar(plain);
    expect([town.isHoliday('2027-06-12'), town.isWorkingDay('2027-06-12')]).toEqual([false, false]);
    expect([town.isHoliday('2027-06-13'), town.isWorkingDay('2027-06-13')]).toEqual([true, false]);
    expect([town.isHoliday('2027-06-14'), town.isWorkingDay('2027-06-14')]).toEqual([false, true]);
  });
});

describe('the calendar of the town', () => {
  test('follows the rules as they are now', async () => {
    let rules = plain;
    const calendar = new Calendar(() => Promise.resolve(rules));
    const from = new Date('2027-06-03T10:00:00.000Z');
    expect((await calendar.current()).dueAfter(from, { days: 10 })).toEqual(
      endOfCivilDay('2027-06-14'),
    );
    rules = { ...plain, movesOn: false };
    expect((await calendar.current()).dueAfter(from, { days: 10 })).toEqual(
      endOfCivilDay('2027-06-13'),
    );
  });

  test('is the same object until a rule changes', async () => {
    const calendar = new Calendar(() => ({ ...plain }));
    expect(await calendar.current()).toBe(await calendar.current());
  });

  test('counts calendar days, working days and hours under one set of rules', () => {
    const town = new TownCalendar({ ...plain, patronSaint: '06-14' });
    const from = new Date('2027-06-10T10:00:00.000Z');
    expect(town.dueAfter(from, { days: 3 })).toEqual(endOfCivilDay('2027-06-15'));
    expect(town.dueAfter(from, { workingDays: 2 })).toEqual(endOfCivilDay('2027-06-15'));
    expect(town.dueAfter(from, { hours: 96 })).toEqual(new Date('2027-06-14T10:00:00.000Z'));
  });
});
