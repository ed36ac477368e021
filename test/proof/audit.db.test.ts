import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../src/config/database-kind.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { Audit } from '../../src/proof/audit.service.js';
import { canonicalSha256 } from '../../src/shared/canonical-json.js';
import { newId } from '../../src/shared/ids.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SetClock } from '../support/set-clock.js';

describe('the audit list of the administration', () => {
  let db: TestDatabase;
  let audit: Audit;
  beforeEach(async () => {
    db = await openTestDatabase();
    audit = new Audit(db.reads, new SetClock());
  });
  afterEach(() => db.close());

  /** What somebody does who owns the database: the guards go first. */
  const tamper = (work: (em: EntityManager) => Promise<unknown>) =>
    db.transactions.run(async (em) => {
      for (const sql of await guardsOf(em)) await em.query(sql);
      await work(em);
    });
  const append = (key: string) =>
    db.transactions.run((em) =>
      audit.append(em, {
        event: 'setting-changed',
        accountId: newId(),
        data: { key, from: null, to: ['è', 1.5, true] },
      }),
    );
  const appendFive = async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await append(key);
  };

  test('an empty list and an untouched one are whole', async () => {
    expect(await audit.verifyAudit()).toEqual({ ok: true, count: 0 });
    await appendFive();
    expect(await audit.verifyAudit()).toEqual({ ok: true, count: 5 });
  });

  test('entries written at the same moment stand in one gapless sequence', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => append(`key-${i}`)));
    expect(await audit.verifyAudit()).toEqual({ ok: true, count: 20 });
  });

  test('an entry is stored with what it tells, or not at all', async () => {
    await db.transactions
      .run(async (em) => {
        await audit.append(em, { event: 'exported', accountId: null, data: {} });
        throw new Error('the export failed');
      })
      .catch(() => undefined);
    expect(await audit.verifyAudit()).toEqual({ ok: true, count: 0 });
  });

  test('a changed entry is named', async () => {
    await appendFive();
    await tamper((em) => em.update(AuditEntry, { seq: 3 }, { data: { key: 'z' } }));
    expect(await audit.verifyAudit()).toEqual({ ok: false, firstBad: 3, reason: 'changed' });
  });

  test('a deleted entry is named', async () => {
    await appendFive();
    await tamper((em) => em.delete(AuditEntry, { seq: 2 }));
    expect(await audit.verifyAudit()).toEqual({ ok: false, firstBad: 2, reason: 'missing' });
  });

  test('an entry that was rewritten together with its hash breaks the one after it', async () => {
    await appendFive();
    await tamper(async (em) => {
      const entry = await em.findOneByOrFail(AuditEntry, { seq: 3 });
      const { id, seq, event, accountId, previousHash } = entry;
      const forged = { id, seq, event, accountId, previousHash, data: { key: 'forged' } };
      const hash = canonicalSha256({ version: 1, ...forged, at: entry.at.toISOString() });
      await em.update(AuditEntry, { seq: 3 }, { data: forged.data, hash });
    });
    expect(await audit.verifyAudit()).toEqual({ ok: false, firstBad: 4, reason: 'unlinked' });
  });

  test('the database itself refuses to change or delete an entry', async () => {
    await append('a');
    const change = db.transactions.run((em) => em.update(AuditEntry, { seq: 1 }, { event: 'x' }));
    await expect(change).rejects.toThrow(/append-only/);
    const removal = db.transactions.run((em) => em.delete(AuditEntry, { seq: 1 }));
    await expect(removal).rejects.toThrow(/append-only/);
  });

  test(`the hash is the same on every database (here: ${databaseKind})`, async () => {
    await db.transactions.run((em) =>
      em.insert(AuditEntry, {
        id: '0199f0a0-0000-7000-8000-000000000001',
        seq: 1,
        at: new Date('2026-11-20T09:00:00.123Z'),
        event: 'setting-changed',
        accountId: null,
        data: { to: 'è', key: 'councilName' },
        previousHash: null,
        hash: '8b56f013836e5937b2359c03188f36b77c4142f9667a6c4245ff99ca6bc70b0f',
      }),
    );
    expect(await audit.verifyAudit()).toEqual({ ok: true, count: 1 });
  });
});

async function guardsOf(em: EntityManager): Promise<string[]> {
  const sql =
    databaseKind === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entries'"
      : "SELECT tgname AS name FROM pg_trigger WHERE tgrelid = 'audit_entries'::regclass AND NOT tgisinternal";
  const rows = (await em.query(sql)) as { name: string }[]; // the query names its column
  expect(rows.length).toBeGreaterThan(0);
  const table = databaseKind === 'sqlite' ? '' : ' ON audit_entries';
  return rows.map(({ name }) => `DROP TRIGGER ${name}${table}`);
}
