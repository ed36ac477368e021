/** What can be had out of a month's published rows by who knows every total of the month too. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Group, type Shown, smallNumbers, type Traits } from '../../../src/statistics/domain/small-numbers.js'; // prettier-ignore

const LEAST = 5;
const COLUMNS = ['officeId', 'status', 'channel', 'kind', 'outcome'] as const;

interface Row extends Traits {
  readonly day: number;
}
interface Published {
  readonly row: Row;
  readonly shown: Shown;
}

const some = (...values: string[]) => fc.constantFrom(...values);
const trait = fc.record<Row>({
  categoryId: some('roads', 'roads', 'roads', 'lamps', 'lamps', 'parks', 'bees'),
  areaId: fc.option(some('port', 'port', 'port', 'centre', 'hill'), { freq: 6 }),
  officeId: some('works', 'works', 'green'),
  channel: some('web', 'web', 'web', 'phone', 'counter'),
  kind: some('report', 'report', 'report', 'complaint'),
  status: fc.constantFrom('open' as const, 'closed' as const),
  outcome: fc.option(some('repaired', 'repaired', 'refused'), { freq: 9 }),
  day: fc.integer({ min: 1, max: 3 }),
});
const month = fc.array(trait.map((row) => ({ ...row, outcome: row.status === 'closed' ? row.outcome : null })), { minLength: LEAST, maxLength: 90 }); // prettier-ignore

function published(rows: readonly Row[]): Published[] {
  const groups: Group[] = rows.map((row) => ({ ...row, cases: 1 }));
  const shownOf = smallNumbers(groups, LEAST);
  return rows.map((row) => ({ row, shown: shownOf(row) }));
}

const areaShown = ({ row, shown }: Published): boolean => shown.areaId === row.areaId && shown.isWhole; // prettier-ignore
const by = <T>(all: readonly T[], keyOf: (one: T) => unknown): T[][] =>
  [...new Set(all.map(keyOf))].map((key) => all.filter((one) => keyOf(one) === key));

/** The values of a column among rows that show none: who knows the totals knows them, and not whose they are. One value is told. */
function told(hidden: readonly Published[], value: (row: Row) => unknown): readonly Published[] {
  return new Set(hidden.map(({ row }) => value(row))).size === 1 ? hidden : [];
}

describe('a month published row by row', () => {
  test('tells of no category that few have, by its rows or by what is missing from its total', () => {
    fc.assert(fc.property(month, (rows) => {
      const all = published(rows);
      const open = all.filter(({ shown }) => shown.categoryId !== null);
      for (const group of by(open, ({ shown }) => shown.categoryId)) expect(group.length).toBeGreaterThanOrEqual(LEAST);
      const hidden = all.filter(({ shown }) => shown.categoryId === null);
      expect(told(hidden, ({ categoryId }) => categoryId)).toEqual([]);
      if (hidden.length > 0) expect(hidden.length).toBeGreaterThanOrEqual(LEAST);
    })); // prettier-ignore
  });

  test('tells of no category and area that few share, by every total of both', () => {
    fc.assert(fc.property(month, (rows) => {
      const all = published(rows);
      for (const group of by(all.filter(areaShown), ({ row }) => `${row.categoryId}/${row.areaId}`)) expect(group.length).toBeGreaterThanOrEqual(LEAST);
      const hidden = all.filter((one) => !areaShown(one));
      for (const rest of by(hidden, ({ shown }) => shown.categoryId)) {
        expect(rest.length).toBeGreaterThanOrEqual(LEAST);
        if (rest[0]?.shown.categoryId) expect(told(rest, ({ areaId }) => areaId)).toEqual([]);
      }
    })); // prettier-ignore
  });

  test('tells of the rest no day, and of office, state, channel, kind and outcome nothing that few of it share', () => {
    fc.assert(fc.property(month, (rows) => {
      const hidden = published(rows).filter(({ shown }) => !shown.isWhole);
      for (const group of by(hidden, ({ row }) => row.day)) if (group.length === hidden.length) expect(group.length).toBeGreaterThanOrEqual(LEAST);
      for (const rest of by(hidden, ({ shown }) => shown.categoryId))
        for (const column of COLUMNS) {
          const those = column === 'outcome' ? rest.filter(({ row, shown }) => row.status === 'closed' && shown.status) : rest;
          const open = those.filter(({ shown }) => shown[column] !== null);
          for (const group of by(open, ({ shown }) => shown[column])) expect(group.length).toBeGreaterThanOrEqual(LEAST);
          const unsaid = those.filter(({ shown }) => shown[column] === null);
          const known = told(unsaid, (row) => row[column]);
          if (known.length > 0) expect(known.length).toBeGreaterThanOrEqual(LEAST);
        }
    })); // prettier-ignore
  });

  test('shows everything where nothing is too few', () => {
    fc.assert(fc.property(month, (rows) => {
      const shownOf = smallNumbers(rows.map((row) => ({ ...row, cases: 1 })), 1);
      for (const { day: _, ...row } of rows) expect(shownOf(row)).toEqual({ ...row, isWhole: true });
    })); // prettier-ignore
  });

  test('hides the smallest of the others with the one that is too small', () => {
    const of = (categoryId: string, areaId: string | null, cases: number): Group => ({
      ...{ categoryId, areaId, cases, officeId: 'works', channel: 'web', kind: 'report' },
      ...{ status: 'open', outcome: null },
    });
    const [port, centre, hill, bees, lamps] = [of('roads', 'port', 9), of('roads', 'centre', 7), of('roads', 'hill', 1), of('bees', 'hill', 3), of('lamps', 'port', 6)]; // prettier-ignore
    const shownOf = smallNumbers([port, centre, hill, bees, lamps], LEAST);
    const read = (group: Group) => [shownOf(group).categoryId, shownOf(group).areaId];
    expect([port, centre, hill, bees, lamps].map(read)).toEqual([['roads', 'port'], ['roads', null], ['roads', null], [null, null], [null, null]]); // prettier-ignore
  });
});
