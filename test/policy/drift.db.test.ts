import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/** On SQLite and, with TEST_DATABASE_URL, on PostgreSQL: what migrations make of an empty database is what the entities describe. */
describe('entities and migrations', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  test('agree: no statement would be needed to bring the one to the other', async () => {
    const { upQueries } = await db.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('every migration has run, and running them again changes nothing', async () => {
    expect(await db.dataSource.showMigrations()).toBe(false);
    expect(await db.dataSource.runMigrations({ transaction: 'each' })).toEqual([]);
  });
});
