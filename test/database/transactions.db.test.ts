import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Office } from '../../src/offices/office.entity.js';
import { newId } from '../../src/shared/ids.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('transactions', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  const office = (code: string) => ({
    id: newId(),
    code,
    name: { it: code },
    email: null,
    phone: null,
    isActive: true,
  });

  test('a hundred at once: each is stored whole or not at all, and none mixes with another', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) =>
        db.transactions.run(async (em) => {
          await em.insert(Office, office(`a-${i}`));
          await em.insert(Office, office(`b-${i}`));
          if (i % 2 === 1) throw new Error('this one changes its mind');
        }),
      ),
    );
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(50);
    expect(await db.reads.of(Office).count()).toBe(100);
  });

  test("who writes at the same time hears of it in the own surroundings, after the own work and nobody else's failure", async () => {
    const surroundings = new AsyncLocalStorage<number>();
    const heard: [number | undefined, number][] = [];
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        surroundings.run(i, () =>
          db.transactions.run(async (em) => {
            db.transactions.afterCommit(em, () => heard.push([surroundings.getStore(), i]));
            await em.insert(Office, office(`c-${i}`));
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
      await em.insert(Office, office('after'));
    });
    await db.transactions
      .run(async (em) => {
        db.transactions.afterCommit(em, () => seen.push('rolled back'));
        await em.insert(Office, office('never'));
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
            .run((later) => later.insert(Office, office('later')))
            .then(() => resolve(), reject);
        });
        return em.insert(Office, office('first'));
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
