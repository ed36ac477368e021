import { describe, expect, test } from '@jest/globals';
import { endOfCivilDay } from '../../src/calendar/domain/civil-time.js';
import { resumedDeadline } from '../../src/calendar/domain/resumed.js';
import { TownCalendar } from '../../src/calendar/town-calendar.js';

/** Saint John's day is a Thursday in 2027. */
const town = new TownCalendar({ patronSaint: '06-24', closures: [], movesOn: true });
const at = (text: string) => new Date(text);
const resumed = (
  termUnit: 'days' | 'workingDays' | 'hours',
  dueAt: Date,
  from: string,
  to: string,
) => resumedDeadline({ dueAt, termUnit }, { from: at(from), to: at(to) }, town);

describe('a term whose clock stood still', () => {
  test.each([
    ['2027-06-11', '2027-06-09T08:00:00Z', '2027-06-09T09:00:00Z', '2027-06-12'],
    ['2027-06-11', '2027-06-09T08:00:00Z', '2027-06-12T08:00:00Z', '2027-06-14'],
    ['2027-06-12', '2027-06-09T08:00:00Z', '2027-06-09T09:00:00Z', '2027-06-14'],
    ['2027-06-11', '2027-06-09T08:00:00Z', '2027-07-09T08:00:00Z', '2027-07-12'],
    ['2027-06-11', '2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z', '2027-06-12'],
    ['2027-06-11', '2027-10-30T22:00:00Z', '2027-10-31T23:00:00Z', '2027-06-12'],
  ])('in calendar days moves from %s on by whole days, and off a Sunday', (day, from, to, last) => {
    expect(resumed('days', endOfCivilDay(day), from, to)).toEqual(endOfCivilDay(last));
  });

  test.each([
    ['an hour of a Wednesday', '2027-06-09T08:00:00Z', '2027-06-09T09:00:00Z', '2027-06-14'],
    ['Wednesday to Saturday', '2027-06-09T08:00:00Z', '2027-06-12T08:00:00Z', '2027-06-16'],
    ['a weekend', '2027-06-11T22:00:00Z', '2027-06-13T22:00:00Z', '2027-06-11'],
    ['over the patron saint’s day', '2027-06-23T22:00:00Z', '2027-06-24T22:00:00Z', '2027-06-11'],
    [
      'a week with the patron saint in it',
      '2027-06-20T22:00:00Z',
      '2027-06-27T22:00:00Z',
      '2027-06-17',
    ],
    ['thirty days', '2027-06-09T08:00:00Z', '2027-07-09T08:00:00Z', '2027-07-13'],
    [
      'the night of 28 March, a Sunday',
      '2027-03-26T23:00:00Z',
      '2027-03-28T22:00:00Z',
      '2027-06-11',
    ],
  ])(
    'in working days gets back the working days that passed, no weekend: %s',
    (_what, from, to, last) => {
      expect(resumed('workingDays', endOfCivilDay('2027-06-11'), from, to)).toEqual(
        endOfCivilDay(last),
      );
    },
  );

  test.each([
    ['90 minutes', '2027-06-09T08:00:00Z', '2027-06-09T09:30:00Z', '2027-06-10T09:30:00Z'],
    ['a weekend', '2027-06-11T22:00:00Z', '2027-06-13T22:00:00Z', '2027-06-12T08:00:00Z'],
    [
      'the night that has 23 hours',
      '2027-03-27T23:00:00Z',
      '2027-03-28T22:00:00Z',
      '2027-06-11T07:00:00Z',
    ],
    [
      'the night that has 25 hours',
      '2027-10-30T22:00:00Z',
      '2027-10-31T23:00:00Z',
      '2027-06-11T09:00:00Z',
    ],
  ])('in hours gets back exactly the time that passed: %s', (_what, from, to, due) => {
    expect(resumed('hours', at('2027-06-10T08:00:00Z'), from, to)).toEqual(at(due));
  });

  test('in hours that end at midnight is no term of whole days', () => {
    const due = endOfCivilDay('2027-06-10');
    expect(resumed('hours', due, '2027-06-09T08:00:00Z', '2027-06-09T09:00:00Z')).toEqual(at('2027-06-10T23:00:00Z')); // prettier-ignore
  });

  test('goes on no sooner than it stopped', () => {
    for (const unit of ['days', 'workingDays', 'hours'] as const)
      expect(() => resumed(unit, at('2027-06-10T08:00:00Z'), '2027-06-09T09:00:00Z', '2027-06-09T08:00:00Z')).toThrow(RangeError); // prettier-ignore
  });
});
