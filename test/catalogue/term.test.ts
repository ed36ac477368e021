import { describe, expect, test } from '@jest/globals';
import {
  addCivilDays,
  civilDate,
  endOfCivilDay,
  startOfCivilDay,
} from '../../src/calendar/domain/civil-time.js';
import { calendarDeadline, deadlineAfter } from '../../src/calendar/domain/deadline.js';
import { TownCalendar } from '../../src/calendar/town-calendar.js';
import { term, TERM_LIMITS } from '../../src/catalogue/domain/term.js';
import { roughDays, unitOf } from '../../src/shared/span.js';

const rules = { patronSaint: '06-24', closures: [], movesOn: true };
const town = new TownCalendar(rules);

describe('the end of a span', () => {
  test.each([
    [
      'a term of days that ends on a Sunday goes on to Monday',
      '2027-06-03T10:00:00Z',
      { days: 10 },
      endOfCivilDay('2027-06-14'),
    ],
    [
      'on the patron saint’s day, to the day after',
      '2027-06-14T10:00:00Z',
      { days: 10 },
      endOfCivilDay('2027-06-25'),
    ],
    [
      'on Christmas, a Saturday before St Stephen, to Monday',
      '2027-12-15T10:00:00Z',
      { days: 10 },
      endOfCivilDay('2027-12-27'),
    ],
    [
      'working days leave out the weekend',
      '2027-06-10T10:00:00Z',
      { workingDays: 2 },
      endOfCivilDay('2027-06-14'),
    ],
    [
      'and the patron saint',
      '2027-06-23T10:00:00Z',
      { workingDays: 1 },
      endOfCivilDay('2027-06-25'),
    ],
    ['and Easter Monday', '2027-03-26T10:00:00Z', { workingDays: 1 }, endOfCivilDay('2027-03-30')],
    [
      'from a Saturday they begin on Monday',
      '2027-06-12T10:00:00Z',
      { workingDays: 1 },
      endOfCivilDay('2027-06-14'),
    ],
    [
      'hours run through a weekend',
      '2027-06-11T16:30:00Z',
      { hours: 48 },
      new Date('2027-06-13T16:30:00Z'),
    ],
    ['through Christmas', '2027-12-24T17:00:00Z', { hours: 24 }, new Date('2027-12-25T17:00:00Z')],
    [
      'through the night of 23 hours: 18:00 becomes 19:00',
      '2027-03-27T17:00:00Z',
      { hours: 24 },
      new Date('2027-03-28T17:00:00Z'),
    ],
    [
      'through the night of 25 hours: 18:00 becomes 17:00',
      '2027-10-30T16:00:00Z',
      { hours: 24 },
      new Date('2027-10-31T16:00:00Z'),
    ],
  ])('%s', (_what, from, span, end) => {
    expect(deadlineAfter(new Date(from), span, town)).toEqual(end);
  });
});

describe('the term of a category', () => {
  test.each([{ days: 180 }, { workingDays: 110 }, { hours: 240 }, { hours: 1 }])(
    'may be %p',
    (given) => {
      expect(term.parse(given)).toEqual(given);
    },
  );

  test.each([
    {},
    { days: 181 },
    { workingDays: 111 },
    { hours: 241 },
    { hours: 0 },
    { hours: 1.5 },
    { days: 1, hours: 1 },
    { weeks: 2 },
  ])('is never %p', (given) => {
    expect(term.safeParse(given).success).toBe(false);
  });

  test('in working days ends within the 180 days of the law, whichever day of five years it begins, with a week of closures', () => {
    for (let year = 2026; year <= 2030; year += 1) {
      const closures = ['08-10', '08-11', '08-12', '08-13', '08-14'].map((day) => `${year}-${day}`);
      const closed = new TownCalendar({ ...rules, movesOn: false, closures });
      for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addCivilDays(day, 1)) {
        const from = startOfCivilDay(day);
        const end = deadlineAfter(from, { workingDays: TERM_LIMITS.workingDays }, closed);
        if (end > calendarDeadline(from, TERM_LIMITS.days, closed))
          throw new Error(`${day} to ${civilDate(end)}`);
      }
    }
  });

  test('of different units stand in the order in which they end', () => {
    const spans = [{ hours: 24 }, { days: 3 }, { workingDays: 5 }, { hours: 240 }, { days: 30 }];
    expect([...spans].sort((a, b) => roughDays(a) - roughDays(b))).toEqual(spans);
    expect(spans.map(unitOf)).toEqual(['hours', 'days', 'workingDays', 'hours', 'days']);
  });
});
