import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { civilText, civilTextOf, storedMs } from '../../src/statistics/domain/civil-text.js';
import { readRange } from '../../src/statistics/domain/civil-range.js';
import { COUNTS, DIMENSIONS, type Counts } from '../../src/statistics/domain/figures.js';
import { monthOf, monthsBeside, monthsUpTo, readMonth } from '../../src/statistics/domain/month.js';
import { type Cell, rollUp } from '../../src/statistics/domain/roll-up.js';

describe('months', () => {
  test('a month knows its first and last day and the first of the next, in leap years and at the turn of the year', () => {
    expect(monthOf('2028-02')).toEqual({ code: '2028-02', first: '2028-02-01', last: '2028-02-29', next: '2028-03-01' }); // prettier-ignore
    expect(monthOf('2026-12-31')).toEqual({ code: '2026-12', first: '2026-12-01', last: '2026-12-31', next: '2027-01-01' }); // prettier-ignore
  });

  test('months in a row leave no day out and share none', () => {
    const months = monthsUpTo(monthOf('2027-03'), 40);
    expect(months).toHaveLength(40);
    expect(months[0]?.code).toBe('2023-12');
    months.slice(1).forEach((month, i) => expect(month.first).toBe(months[i]?.next));
  });

  test.each([
    '',
    '2026',
    '2026-13',
    '2026-00',
    '2026-1',
    '26-01',
    '1899-12',
    '3000-01',
    '2026-10-01',
    ' 2026-10',
    '２０２６-10',
  ])('%j is no month', (text) => {
    expect(readMonth(text, '2026-10-05')).toBe('month-format');
  });

  test('the present month may be asked for, the next one not yet', () => {
    expect(readMonth('2026-10', '2026-10-01')).toEqual(monthOf('2026-10'));
    expect(readMonth('2026-11', '2026-10-31')).toBe('month-future');
  });
});

describe('a range of days', () => {
  test('open ends reach as far as there are dates; both ends are within', () => {
    expect(readRange('2026-10-01', '2026-10-01')).toEqual({ from: '2026-10-01', to: '2026-10-01' });
    expect(readRange(undefined, '')).toEqual({ from: '1000-01-01', to: '9999-12-31' });
  });

  test('31 February and an end before the start are told at their field', () => {
    expect(readRange('2026-02-31', '')).toEqual({ field: 'from', code: 'date-not-valid' });
    expect(readRange('', 'ieri')).toEqual({ field: 'to', code: 'date-not-valid' });
    expect(readRange('2026-10-02', '2026-10-01')).toEqual({ field: 'to', code: 'range-order' });
  });
});

test('the clock of a file is the one on the wall, also in the hour that comes twice', () => {
  const shown = ['2026-10-25T00:30:05.999Z', '2026-10-25T01:30:05Z', '2027-03-28T00:59:59Z', '2027-03-28T01:00:00Z', '2026-12-31T23:00:00Z']; // prettier-ignore
  expect(shown.map((instant) => civilText(new Date(instant)))).toEqual([
    '2026-10-25 02:30:05',
    '2026-10-25 02:30:05',
    '2027-03-28 01:59:59',
    '2027-03-28 03:00:00',
    '2027-01-01 00:00:00',
  ]);
});

test('an instant is told as the calendar tells it, whichever way the database writes it, and however long ago it was', () => {
  const instants = fc.date({ min: new Date('1895-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }); // prettier-ignore
  fc.assert(
    fc.property(instants, (instant) => {
      const iso = instant.toISOString();
      const told = DateTime.fromJSDate(instant, { zone: 'Europe/Rome' });
      const short = iso.replace('T', ' ').replace(/\.?0*Z$/, '+00'); // PostgreSQL leaves out noughts at the end
      for (const stored of [iso, iso.replace('T', ' ').replace('Z', '+00'), short]) {
        expect(civilTextOf(stored)).toBe(told.toFormat('yyyy-MM-dd HH:mm:ss'));
        expect(Math.round(storedMs(stored))).toBe(instant.getTime());
      }
    }),
    { numRuns: 2_000 },
  );
  expect(civilTextOf('2026-10-25T00:30:05+02:00')).toBe('2026-10-25 00:30:05');
  for (const none of ['', 'ieri', '2026-1x-25T00:30:05Z', '2026-13-25T00:30:05Z'])
    expect(() => civilTextOf(none)).toThrow(RangeError);
});

test('months beside one lead back to the first that has anything, and on to the one that runs', () => {
  const beside = (code: string, since: string | null) => {
    const { previous, following } = monthsBeside(monthOf(code), { since, today: '2027-01-15' });
    return [previous, following];
  };
  expect(beside('2027-01', '2026-11')).toEqual(['2026-12', null]);
  expect(beside('2026-12', '2026-11')).toEqual(['2026-11', '2027-01']);
  expect(beside('2026-11', '2026-11')).toEqual([null, '2026-12']);
  expect(beside('2019-05', '2026-11')).toEqual([null, '2019-06']);
  expect(beside('2027-01', null)).toEqual([null, null]);
});

describe('putting a month together', () => {
  const value = fc.option(fc.constantFrom('a', 'b', 'c'));
  const values = fc.record({ category: value, office: value, area: value, channel: value, partner: value, kind: value, origin: value, level: value, outcome: value, state: value, language: value, weekday: value, hour: value }); // prettier-ignore
  const counts = fc.record(
    Object.fromEntries(COUNTS.map((name) => [name, fc.nat(1000)])) as Record<
      keyof Counts,
      fc.Arbitrary<number>
    >,
  );
  const cells: fc.Arbitrary<Cell[]> = fc.array(fc.record({ values, counts }));

  test('over every dimension the lines add up to the totals, number by number', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const { totals, by } = rollUp(given, []);
        for (const dimension of DIMENSIONS) {
          const lines = by[dimension].map(({ figures }) => figures);
          const sum = (read: (one: (typeof lines)[number]) => number): number =>
            lines.reduce((all, line) => all + read(line), 0);
          for (const name of [
            'openAtStart',
            'received',
            'receivedImported',
            'closed',
            'reopened',
            'withdrawn',
            'openAtEnd',
          ] as const)
            // prettier-ignore
            expect(sum((line) => line[name])).toBe(totals[name]);
          expect(sum((line) => line.term.cases)).toBe(totals.term.cases);
          expect(sum((line) => line.term.within)).toBe(totals.term.within);
          expect(new Set(by[dimension].map((line) => line.value)).size).toBe(lines.length);
        }
      }),
    );
  });

  test('what was measured stands on its line, and on a line of its own where nothing else was counted', () => {
    const spread = { cases: 1, medianDays: 2, p90Days: 2, meanDays: 2 };
    const { by, totals } = rollUp(
      [],
      [
        { measure: 'firstAnswer', dimension: 'office', value: 'x', spread },
        { measure: 'closure', dimension: 'all', value: null, spread },
      ],
    );
    expect(by.office).toMatchObject([
      { value: 'x', figures: { received: 0, firstAnswer: spread } },
    ]);
    expect(totals).toMatchObject({ closure: spread, firstAnswer: { cases: 0, medianDays: null } });
    expect(by.area).toEqual([]);
  });
});
