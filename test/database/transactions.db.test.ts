import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertRows } from '../../src/database/insert-rows.js';
import { queryRows } from '../../src/database/query-rows.js';
import { Office } from '../../src/offices/office.entity.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { anyOffice } from './any-office.js';

describe('transactions', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  test('a hundred at once: each is stored whole or not at all, and none mixes with another', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) =>
        db.transactions.run(async (em) => {
          await em.insert(Office, anyOffice(`a-${i}`));
          await em.insert(Office, anyOffice(`b-${i}`));
          if (i % 2 === 1) throw new Error('this one changes its mind');
        }),
      ),
    );
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(50);
    expect(await db.reads.of(Office).count()).toBe(100);
  });

  test('one that fails after many pages of changes leaves nothing of them, and takes nothing from those who share its commit', async () => {
    const name = { it: 'x'.repeat(1_000) };
    const wide = (which: string) => Array.from({ length: 300 }, (_, i) => ({ ...anyOffice(`${which}-${i}`), name })); // prettier-ignore
    await db.transactions.run((em) => insertRows(em, Office, wide('kept')));
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, (_, i) =>
        db.transactions.run(async (em) => {
          await insertRows(em, Office, wide(`wide${i}`));
          if (i % 2 === 0) return;
          await queryRows(em, 'UPDATE offices SET phone = :no', { no: 'no' });
          await queryRows(em, `DELETE FROM offices WHERE code LIKE 'kept-%'`);
          throw new Error('this one changes its mind');
        }),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']); // prettier-ignore
    const rows = await db.reads.rows<{ which: string; n: number | string; phone: string | null }>(
      `SELECT substr(code, 1, 5) AS which, COUNT(*) AS n, MAX(phone) AS phone FROM offices WHERE length(name) > 1000 GROUP BY substr(code, 1, 5) ORDER BY which`,
    );
    const found = rows.map(({ which, n, phone }) => [which, Number(n), phone]);
    expect(found).toEqual([['kept-', 300, null], ['wide0', 300, null], ['wide2', 300, null]]); // prettier-ignore
  });

  test("who writes at the same time hears of it in the own surroundings, after the own work and nobody else's failure", async () => {
    const surroundings = new AsyncLocalStorage<number>();
    const heard: [number | undefined, number][] = [];
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        surroundings.run(i, () =>
          db.transactions.run(async (em) => {
            db.transactions.afterCommit(em, () => heard.push([surroundings.getStore(), i]));
            await em.insert(Office, anyOffice(`c-${i}`));
            if (i % 5 === 4) throw new Error('no');
            expect(surroundings.getStore()).toBe(i);
          }),
        ),
      ),
    );
    expect(heard).toHaveLength(16);
    expect(heard.every(([where, i]) => where === i)).toBe(true);
  });

  test('what waits for the commit runs after it, and not after a rollback', async () => {
    const seen: string[] = [];
    await db.transactions.run(async (em) => {
      db.transactions.afterCommit(em, () => seen.push('committed'));
      expect(seen).toEqual([]);
      await em.insert(Office, anyOffice('after'));
    });
    await db.transactions
      .run(async (em) => {
        db.transactions.afterCommit(em, () => seen.push('rolled back'));
        await em.insert(Office, anyOffice('never'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(seen).toEqual(['committed']);
  });

  test('what runs after the commit may write in a transaction of its own', async () => {
    const written = new Promise<void>((resolve, reject) => {
      void db.transactions.run((em) => {
        db.transactions.afterCommit(em, () => {
          db.transactions
            .run((later) => later.insert(Office, anyOffice('later')))
            .then(() => resolve(), reject);
        });
        return em.insert(Office, anyOffice('first'));
      });
    });
    await expect(written).resolves.toBeUndefined();
  });

  test('one inside another is refused instead of waiting for itself', async () => {
    await expect(
      db.transactions.run(() => db.transactions.run(async () => undefined)),
    ).rejects.toThrow(/inside/);
  });
});
