import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../src/config/database-kind.js';
import { isUniqueViolation } from '../../src/database/errors.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { changeRows, queryRows } from '../../src/database/query-rows.js';
import { FailedStatement } from '../../src/database/statements/failed-statement.js';
import { together } from '../../src/database/statements/together.js';
import { Unavailable } from '../../src/database/unavailable.js';
import { countUpdated, updateRows } from '../../src/database/update-rows.js';
import { Office } from '../../src/offices/office.entity.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { anyOffice } from './any-office.js';

describe('statements of a transaction', () => {
  let db: TestDatabase;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  beforeAll(async () => {
    db = await openTestDatabase();
    await db.transactions.run((em) => add(em, 'taken'));
  });
  beforeEach(() => void process.on('unhandledRejection', note));
  afterEach(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10)); // rejections are looked at after the turn
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
  afterAll(() => db.close());

  const add = (em: EntityManager, ...codes: string[]) =>
    insertRows(em, Office, codes.map(anyOffice));
  const codes = async (like: string) =>
    (await db.reads.rows<{ code: string }>('SELECT code FROM offices WHERE code LIKE :like ORDER BY code', { like: `${like}%` })).map(({ code }) => code); // prettier-ignore
  const failing = async (work: (em: EntityManager) => Promise<unknown>): Promise<unknown> =>
    db.transactions.run(work).then(
      () => null,
      (error: unknown) => error,
    );

  test('take effect in the order in which they were given, answered or not', async () => {
    await db.transactions.run(async (em) => {
      await add(em, 'order-1', 'order-2');
      await updateRows(em, Office, { code: 'order-1' }, { phone: '1' });
      await changeRows(em, `DELETE FROM offices WHERE code = 'order-2'`);
      expect(await countUpdated(em, Office, { phone: '1' }, { phone: '2' })).toBe(1);
      expect(await countUpdated(em, Office, { phone: '1' }, { phone: '3' })).toBe(0);
      await add(em, 'order-2');
      expect(await em.findBy(Office, { phone: '2' })).toMatchObject([{ code: 'order-1' }]);
    });
    expect(await codes('order-')).toEqual(['order-1', 'order-2']);
  });

  test('the first one that fails fails the transaction with its own error, whatever is said after it', async () => {
    const error = await failing(async (em) => {
      await add(em, 'first-1');
      await add(em, 'taken');
      await add(em, 'first-2');
      await em.findBy(Office, { code: 'first-2' });
      return queryRows(em, 'SELECT no_such_column FROM offices');
    });
    expect(isUniqueViolation(error, 'code')).toBe(true);
    expect(await codes('first-')).toEqual([]);
  });

  test('a failure of the last one, for which nobody waits, is no success', async () => {
    const error = await failing(async (em) => {
      await add(em, 'last-1');
      await add(em, 'taken');
    });
    expect(isUniqueViolation(error, 'code')).toBe(true);
    expect(await codes('last-')).toEqual([]);
  });

  test('one that could not even be sent takes all back', async () => {
    const circular: Record<string, unknown> = {};
    circular['itself'] = circular;
    const error = await failing(async (em) => {
      await add(em, 'unsent-1');
      await changeRows(em, 'UPDATE offices SET phone = :circular', { circular });
    });
    expect(error).toBeInstanceOf(FailedStatement);
    expect(await codes('unsent-')).toEqual([]);
  });

  test('a failure tells the statement and none of its values', async () => {
    const error = await failing((em) => add(em, 'secret-1', 'taken'));
    expect(String(error)).toContain('INSERT INTO "offices"');
    expect(String(error)).not.toContain('secret-1');
  });

  test('those that leave together are waited for to the end, and the first failure is told', async () => {
    let hasEnded = false;
    let hadEnded = false;
    const late = async (em: EntityManager) => {
      await queryRows(em, 'SELECT 1');
      await queryRows(em, 'SELECT 2');
      await add(em, 'joint-2');
    };
    const error = await failing((em) =>
      together(
        add(em, 'joint-1'),
        queryRows(em, 'SELECT no_such_column FROM offices'),
        late(em).finally(() => (hasEnded = true)),
      ).finally(() => (hadEnded = hasEnded)),
    );
    expect(String(error)).toContain('no_such_column');
    expect(hadEnded).toBe(true);
    expect(await codes('joint-')).toEqual([]);
  });

  test('give their answers in their order', async () => {
    const [one, two, three] = await db.transactions.run((em) =>
      together(
        queryRows<{ n: number }>(em, 'SELECT 1 AS n'),
        add(em, 'answers'),
        queryRows<{ code: string }>(em, `SELECT code FROM offices WHERE code = 'answers'`),
      ),
    );
    expect([one, two, three]).toEqual([[{ n: 1 }], undefined, [{ code: 'answers' }]]);
  });

  test('a thousand that nobody waits for are all stored, and one among them that fails takes all back', async () => {
    const thousand = (name: string) => Array.from({ length: 1_000 }, (_, i) => `${name}-${i}`);
    const each = (name: string, extra: readonly string[]) => async (em: EntityManager) => {
      for (const code of [...thousand(name), ...extra]) await add(em, code);
    };
    await db.transactions.run(each('many', []));
    expect(await codes('many-')).toHaveLength(1_000);
    expect(isUniqueViolation(await failing(each('none', ['taken', 'none'])), 'code')).toBe(true);
    expect(await codes('none')).toEqual([]);
  });

  test('two that cross run again, also where the crossing is found at one that nobody waited for', async () => {
    await db.transactions.run((em) => add(em, 'cross-1', 'cross-2'));
    let tries = 0;
    let letGo = () => {};
    const bothHold = new Promise<void>((resolve) => (letGo = resolve));
    const crossing = (first: string, second: string) =>
      db.transactions.run(async (em) => {
        tries += 1;
        await countUpdated(em, Office, { code: first }, { phone: first });
        if (tries === 2) letGo();
        if (databaseKind === 'postgres') await bothHold; // SQLite lets only one in
        await updateRows(em, Office, { code: second }, { phone: first });
      });
    await together(crossing('cross-1', 'cross-2'), crossing('cross-2', 'cross-1'));
    expect(tries).toBe(databaseKind === 'sqlite' ? 2 : 3);
    const phones = (await db.reads.of(Office).findBy({ phone: 'cross-1' })).length;
    expect([0, 2]).toContain(phones);
  });

  if (databaseKind === 'postgres') {
    test('a failure that the work has swallowed commits nothing', async () => {
      const error = await failing(async (em) => {
        await add(em, 'swallowed');
        await em.query('SELECT no_such_column FROM offices').catch(() => undefined);
      });
      expect(String(error)).toContain('ROLLBACK');
      expect(await codes('swallowed')).toEqual([]);
    });

    test('a connection that is cut says so once, leaves nothing, and the next transaction gets another', async () => {
      const error = await failing(async (em) => {
        await add(em, 'cut-1');
        await changeRows(em, 'SELECT pg_terminate_backend(pg_backend_pid())');
        await add(em, 'cut-2');
        await add(em, 'cut-3');
      });
      expect(error).toBeInstanceOf(Unavailable);
      await db.transactions.run((em) => add(em, 'healed'));
      expect([await codes('cut-'), await codes('healed')]).toEqual([[], ['healed']]);
    });

    test('one that comes after the end of its transaction is refused', async () => {
      const over = await db.transactions.run((em) => Promise.resolve(em));
      await expect(queryRows(over, 'SELECT 1')).rejects.toThrow(/after the end/);
      await add(over, 'stray').catch(() => undefined);
      expect(await codes('stray')).toEqual([]);
    });
  }
});
