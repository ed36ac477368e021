import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TownCalendar } from '../../src/calendar/town-calendar.js';
import { climbed, endOfStay, reminderOf } from '../../src/requests/clock/domain/ends.js';
import { type StateMove, type Stay, stayAfter } from '../../src/requests/clock/domain/stay.js';
import { suspensionEnd } from '../../src/requests/domain/suspension.js';
import { whereTimeWent } from '../../src/requests/clock/domain/where-time-went.js';

const days = new TownCalendar({ patronSaint: '09-21', closures: [], movesOn: true });
const at = (text: string) => new Date(text);
const stay = (since: string, pauses: Stay['pauses'] = []): Stay => ({ state: 'new', since: at(since), pauses, seq: 1 }); // prettier-ignore

describe('the ends of deadlines', () => {
  test.each([
    ['2026-10-24T10:00:00Z', '2026-10-25T23:00:00.000Z'],
    ['2027-03-26T10:00:00Z', '2027-03-27T23:00:00.000Z'],
  ])('a day ends at 24:00 on both nights on which the clocks change (%s)', (since, end) => {
    const calendar = { ...plain, movesOn: false };
    expect(endOfStay(stay(since), { days: 1 }, calendar).toISOString()).toBe(end);
  });

  test.each([
    [{ days: 3 }, '2026-11-07T23:00:00.000Z'],
    [{ workingDays: 3 }, '2026-11-09T23:00:00.000Z'],
    [{ hours: 72 }, '2026-11-07T08:00:00.000Z'],
  ])('what was waited is given back in the unit of the deadline: %p', (deadline, end) => {
    const twoDays = { from: at('2026-11-03T09:00:00Z'), to: at('2026-11-05T09:00:00Z') };
    const waited = stay('2026-11-02T08:00:00Z', [twoDays]); // a Monday
    expect(endOfStay(waited, deadline, days).toISOString()).toBe(end);
  });

  test('two waits are given back one after the other', () => {
    const waits = [
      { from: at('2026-11-03T09:00:00Z'), to: at('2026-11-03T10:00:00Z') },
      { from: at('2026-11-06T09:00:00Z'), to: at('2026-11-09T10:00:00Z') },
    ];
    const waited = stay('2026-11-02T08:00:00Z', waits);
    expect(endOfStay(waited, { workingDays: 3 }, days)).toEqual(at('2026-11-10T23:00:00Z'));
  });

  test('a reminder comes at 8:00 in the morning, summer and winter', () => {
    expect(reminderOf(at('2026-10-31T23:00:00Z'), 7)).toEqual(at('2026-10-24T06:00:00Z'));
    expect(reminderOf(at('2026-10-31T23:00:00Z'), 6)).toEqual(at('2026-10-25T07:00:00Z'));
    expect(reminderOf(at('2027-03-30T22:00:00Z'), 2)).toEqual(at('2027-03-28T06:00:00Z'));
  });

  test('a rung counts from the end, over holidays', () => {
    const end = at('2026-12-04T23:00:00Z'); // a Friday; Tuesday is a holiday
    expect(climbed(end, {}, days)).toEqual(end);
    expect(climbed(end, { workingDays: 2 }, days)).toEqual(at('2026-12-09T23:00:00Z'));
    expect(climbed(end, { hours: 4 }, days)).toEqual(at('2026-12-05T03:00:00Z'));
  });

  test('a suspension ends with its thirtieth day', () => {
    expect(suspensionEnd(at('2026-10-05T13:00:00Z'))).toEqual(at('2026-11-04T23:00:00Z'));
  });

  test('no rung is climbed before the end, no reminder comes after it', () => {
    const instant = fc.date({ min: at('2026-01-01'), max: at('2029-12-31'), noInvalidDate: true });
    const count = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(instant, count, (since, many) => {
        const end = endOfStay(stay(since.toISOString()), { days: many }, days);
        expect(end > since).toBe(true);
        for (const rung of [{ days: many }, { workingDays: many }, { hours: many }])
          expect(climbed(end, rung, days) > end).toBe(true);
        expect(reminderOf(end, many) < end).toBe(true);
      }),
    );
  });
});

const plain = { isHoliday: () => false, isWorkingDay: () => true, movesOn: false };

describe('a stay in a state', () => {
  const move = (seq: number, to: string, kind: StateMove['kind'], day: number): StateMove => ({
    seq,
    to,
    kind,
    at: at(`2026-10-${String(day).padStart(2, '0')}T08:00:00Z`),
  });

  test('a wait, or several in a row, stop its deadline; going back takes it up again', () => {
    const moves = [move(1, 'a', 'open', 1), move(2, 'w', 'waiting', 3), move(3, 'v', 'waiting', 4)];
    expect(stayAfter(moves)).toMatchObject({ state: 'v', since: at('2026-10-04T08:00:00Z') });
    const back = stayAfter([...moves, move(4, 'a', 'open', 8)]);
    const pauses = [{ from: at('2026-10-03T08:00:00Z'), to: at('2026-10-08T08:00:00Z') }];
    expect(back).toMatchObject({ seq: 1, since: at('2026-10-01T08:00:00Z'), pauses });
    expect(stayAfter([...moves, move(4, 'b', 'open', 8)])).toMatchObject({ seq: 4, pauses: [] });
  });
});

describe('where the time went', () => {
  test('state by state, office by office, pauses apart', () => {
    const move = (
      day: number,
      to: string,
      kind: 'open' | 'waiting',
      office: string | null = null,
    ) => ({
      at: at(`2026-10-${String(day).padStart(2, '0')}T08:00:00Z`),
      to,
      kind,
      label: to,
      office,
      partner: null,
    });
    const moves = [
      move(1, 'new', 'open', 'Strade'),
      move(4, 'taken', 'open'),
      move(10, 'asked', 'waiting'),
      move(15, 'taken', 'open'),
      move(17, 'taken', 'open', 'Verde'),
    ];
    const told = { office: 'Verde', end: at('2026-10-20T08:00:00Z'), unit: 'days' } as const;
    expect(whereTimeWent(moves, told)).toEqual({
      worked: [
        { state: 'new', office: 'Strade', partner: null, spent: { days: 3 } },
        { state: 'taken', office: 'Strade', partner: null, spent: { days: 8 } },
        { state: 'taken', office: 'Verde', partner: null, spent: { days: 3 } },
      ],
      paused: [{ state: 'asked', office: 'Strade', partner: null, spent: { days: 5 } }],
    });
    const urgent = { ...told, end: at('2026-10-01T17:20:00Z'), unit: 'hours' } as const;
    expect(whereTimeWent(moves.slice(0, 1), urgent)).toEqual({
      worked: [{ state: 'new', office: 'Strade', partner: null, spent: { hours: 9 } }],
      paused: [],
    });
  });
});
