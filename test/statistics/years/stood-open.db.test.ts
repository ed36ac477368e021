import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { databaseKind } from '../../../src/config/database-kind.js';
import { passedConditions } from '../../../src/requests/queries/passed/passed-filter.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { anyFacts, reopeningsBefore } from '../any-facts.js';
import { type CountedTown, openCountedTown } from '../counted-town.js';

const isPostgres = databaseKind === 'postgres';

describe('the list of what was open when a month ended', () => {
  let town: CountedTown;
  beforeAll(async () => {
    town = await openCountedTown();
    const rows = await town.add(fc.sample(anyFacts(town), { numRuns: 600, seed: 7 }));
    await town.reopen(rows.flatMap(reopeningsBefore));
  });
  afterAll(() => town.close());

  const conditionOn = (openOn: string) => {
    const [condition] = passedConditions({ openOn }).filter((one) => one !== null);
    return condition!;
  };
  const listed = async (openOn: string): Promise<number> => {
    const { sql, parameters } = conditionOn(openOn);
    const rows = await town.db.reads.rows(`SELECT r.id FROM service_requests r WHERE ${sql}`, parameters); // prettier-ignore
    return rows.length;
  };

  test.each(['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06'])(
    'has as many requests as the figure of %s says, whatever was closed, reopened or withdrawn since',
    async (code) => {
      const month = monthOf(code);
      const { totals } = await town.months.report(month);
      expect(totals.openAtEnd).toBeGreaterThan(10);
      expect(await listed(month.last)).toBe(totals.openAtEnd);
    },
  );

  test('is read along the indexes of what is open and of closings, never through all that was filed', async () => {
    const sql = conditionOn('2027-03-31').sql.replaceAll(':openOn', `'2027-03-31'`);
    const plan = await town.db.transactions.run(async (em) => {
      if (isPostgres) await em.query('SET LOCAL enable_seqscan = off'); // the tables are small
      const explain = isPostgres ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
      return JSON.stringify(await em.query(`${explain} SELECT r.id FROM service_requests r WHERE ${sql} ORDER BY r.due_at LIMIT 51`)); // prettier-ignore
    });
    expect(plan).toContain('ix_request_facts_open_');
    expect(plan).toContain('ix_request_facts_closed');
    for (const scan of ['Seq Scan', 'SCAN r ', 'SCAN r"', 'ix_request_facts_filed'])
      expect(plan).not.toContain(scan);
  });
});
