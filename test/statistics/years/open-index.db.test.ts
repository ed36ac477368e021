import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { databaseKind } from '../../../src/config/database-kind.js';
import { countCells } from '../../../src/statistics/counting/cells-sql.js';
import { patternsSql } from '../../../src/statistics/counting/patterns-sql.js';
import { narrowedSql } from '../../../src/statistics/years/narrowed-sql.js';
import { type CountedTown, openCountedTown } from '../counted-town.js';

const isPostgres = databaseKind === 'postgres';
const OPEN = 'ix_request_facts_open_';

/** On a new installation, whose database never gathered statistics about its tables; PostgreSQL plans by how much is there, and of an empty table only that they fit is told. */
describe('what is open now', () => {
  let town: CountedTown;
  beforeAll(async () => {
    town = await openCountedTown();
  });
  afterAll(() => town.close());

  const planOf = (sql: string): Promise<string> =>
    town.db.transactions.run(async (em) => {
      if (isPostgres) await em.query('SET LOCAL enable_seqscan = off'); // the table is empty
      const explain = isPostgres ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
      return JSON.stringify(
        await em.query(`${explain} ${sql.replaceAll(/:\w+\b/g, "'2027-01-01'")}`),
      );
    });

  test.each([
    ['by every dimension', countCells(), ['ix_request_facts_open_about', 'ix_request_facts_open_came']], // prettier-ignore
    ['by its age', patternsSql().openByAge, [OPEN]],
    ['of one category', narrowedSql('category_id = :value0').openAtStart, [OPEN]], // prettier-ignore
  ])(
    'is counted %s from indexes that hold nothing else, and never through all that was filed',
    async (_, sql, indexes) => {
      // prettier-ignore
      const plan = await planOf(sql);
      for (const index of isPostgres ? [OPEN] : indexes) expect(plan).toContain(index);
      for (const index of isPostgres ? [] : ['ix_request_facts_filed']) expect(plan).not.toContain(index); // prettier-ignore
    },
  );
});
