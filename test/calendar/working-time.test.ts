import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { workingMilliseconds } from '../../src/calendar/domain/working-time.js';
import { TownCalendar } from '../../src/calendar/town-calendar.js';
import { plainWorkingSeconds } from '../support/plain-working.js';

const HOUR = 3_600;
const at = (iso: string) => new Date(iso);
const calendar = new TownCalendar({
  patronSaint: '05-22',
  closures: ['2027-03-30'],
  movesOn: true,
});
/** The days on which this town alone is closed. */
const OWN = ['2025-05-22', '2026-05-22', '2027-05-22', '2028-05-22', '2027-03-30'];

describe('working time', () => {
  test.each([
    ['within a working day is what passed', '2027-03-01T08:00:00Z', '2027-03-01T10:30:00Z', 2.5],
    [
      'from Saturday noon to Monday noon is half a day',
      '2027-03-06T11:00:00Z',
      '2027-03-08T11:00:00Z',
      12,
    ],
    [
      'over a week end is what was before and after',
      '2027-03-05T22:00:00Z',
      '2027-03-08T00:00:00Z',
      2,
    ],
    ['of a Sunday alone is none', '2027-03-07T08:00:00Z', '2027-03-07T18:00:00Z', 0],
    [
      'over Easter, its Monday and the closure of Tuesday skips four days',
      '2027-03-26T11:00:00Z',
      '2027-03-31T10:00:00Z',
      24,
    ],
    [
      'over the night of 1 January counts none of it',
      '2026-12-31T22:00:00Z',
      '2027-01-02T22:00:00Z',
      1,
    ],
    [
      'of a whole week is five days of 24 hours, also when a clock changes',
      '2027-10-25T22:00:00Z',
      '2027-11-01T23:00:00Z',
      96,
    ],
    ['that runs backwards is none', '2027-03-02T08:00:00Z', '2027-03-01T08:00:00Z', 0],
    ['backwards within a day is none', '2027-03-01T10:00:00Z', '2027-03-01T08:00:00Z', 0],
  ])('%s', (_, from, until, hours) => {
    // prettier-ignore
    expect(calendar.workingSeconds(at(from), at(until))).toBe(hours * HOUR);
  });

  const instant = fc.date({ min: at('2025-01-01T00:00:00Z'), max: at('2028-12-30T00:00:00Z'), noInvalidDate: true }); // prettier-ignore
  const instants = fc.array(instant, { minLength: 3, maxLength: 3 }).map((three) => three.sort((a, b) => a.getTime() - b.getTime()) as [Date, Date, Date]); // prettier-ignore

  test('is what is found hour by hour, is never more than the time that passed, and its parts add up', () => {
    fc.assert(
      fc.property(instants, ([a, b, c]) => {
        const [first, second, whole] = [[a, b], [b, c], [a, c]].map(([from, until]) => workingMilliseconds(from!, until!, calendar)); // prettier-ignore
        expect(first! + second!).toBe(whole);
        expect(whole).toBeLessThanOrEqual(c.getTime() - a.getTime());
        expect(calendar.workingSeconds(a, c)).toBe(plainWorkingSeconds(a, c, OWN));
      }),
      { numRuns: 60 },
    );
  });
});
