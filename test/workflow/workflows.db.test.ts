import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Role } from '../../src/accounts/role.entity.js';
import { Roles } from '../../src/accounts/roles.service.js';
import { SEEDED_ROLES } from '../../src/accounts/seeded-roles.js';
import { databaseKind } from '../../src/config/database-kind.js';
import { canonicalSha256 } from '../../src/shared/canonical-json.js';
import { isRefusal, type Refusal } from '../../src/shared/refusal.js';
import type { WorkflowDocument } from '../../src/workflow/domain/document.js';
import { holdIter } from '../../src/workflow/hold-iter.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { now } from './bench.js';
import { smallWorkflow } from './small-document.js';

const named = (code: string, label = 'Prova') =>
  smallWorkflow((draft) => Object.assign(draft, { code, label: { it: label } }));

describe('the iters in the database', () => {
  let db: TestDatabase;
  let workflows: Workflows;
  beforeAll(async () => {
    db = await openTestDatabase();
    workflows = new Workflows(db.reads);
  });
  afterAll(() => db.close());

  const publish = (document: WorkflowDocument, by = 'Carla Bianchi') =>
    db.transactions.run((em) => workflows.publish(em, document, by, now));
  const published = async (document: WorkflowDocument) => {
    const version = await publish(document);
    if (isRefusal(version)) throw new Error(JSON.stringify(version));
    return version;
  };
  const rows = (code: string) =>
    db.reads.rows<Record<string, unknown>>(
      'SELECT * FROM workflow_versions WHERE code = :code ORDER BY number',
      { code },
    );

  test('a publication says who, when, and the digest of the very document', async () => {
    const document = named('signed');
    const version = await published(document);
    expect(version).toMatchObject({
      code: 'signed',
      number: 1,
      status: 'published',
      publishedBy: 'Carla Bianchi',
      publishedAt: now,
      sha256: canonicalSha256(document),
    });
    expect(canonicalSha256((await workflows.byId(version.id)).document)).toBe(version.sha256);
  });

  test('a new version retires the one before, whose row otherwise never changes', async () => {
    const first = await published(named('grown', 'Prima'));
    const [before] = await rows('grown');
    const second = await published(named('grown', 'Seconda'));
    expect(second.number).toBe(2);
    expect(await rows('grown')).toMatchObject([
      { ...before, status: 'retired' },
      { id: second.id, status: 'published' },
    ]);
    expect((await workflows.current('grown')).id).toBe(second.id);
    expect((await workflows.byId(first.id)).document.label.it).toBe('Prima');
    await published(named('grown', 'Terza'));
    const [stillFirst] = await rows('grown');
    expect(stillFirst).toEqual({ ...before, status: 'retired' });
  });

  test('publishing one iter leaves the others alone', async () => {
    await published(named('one'));
    await published(named('other'));
    expect(await rows('one')).toMatchObject([{ status: 'published' }]);
  });

  test('a faulty document is refused with the place of each fault, and nothing is stored', async () => {
    const faulty = smallWorkflow((draft) => {
      draft.code = 'faulty';
      draft.actions[0]!.effects = [];
      draft.actions[2]!.effects = [];
    });
    const refusal = (await publish(faulty)) as Refusal;
    expect(refusal.code).toBe('invalid');
    expect(refusal.errors).toEqual([
      { field: 'actions.start.effects', code: 'workflow-outcome-missing', data: {} },
      {
        field: 'actions.resume.effects',
        code: 'workflow-clock-never-starts',
        data: { state: 'pause' },
      },
    ]);
    expect(await rows('faulty')).toEqual([]);
    await expect(workflows.current('faulty')).rejects.toThrow(/no published workflow/);
  });

  test('of many publications at once each gets a number of its own or a refusal, and one is in force', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) => publish(named('contested', `Versione ${i}`))),
    );
    const refused = results.filter(isRefusal);
    expect(refused.every((refusal) => refusal.code === 'stale-version')).toBe(true);
    const stored = await rows('contested');
    expect(stored).toHaveLength(8 - refused.length);
    expect(stored.map((row) => row['number'])).toEqual(stored.map((_, i) => i + 1));
    expect(stored.filter((row) => row['status'] === 'published')).toHaveLength(1);
    expect(stored.at(-1)).toMatchObject({ status: 'published' });
  });

  test('whoever holds an iter holds it alone, also before it has a first version', async () => {
    const ended: string[] = [];
    let hold = (): void => undefined;
    const held = new Promise<void>((resolve) => (hold = resolve));
    const other = held.then(() => publish(named('unborn'))).then(() => ended.push('the other'));
    await db.transactions.run(async (em) => {
      await holdIter(em, 'unborn');
      hold();
      while (databaseKind === 'postgres' && ended.length === 0 && !(await somebodyWaits()));
      ended.push('the first');
    });
    await other;
    expect(ended).toEqual(['the first', 'the other']);
  });

  const somebodyWaits = async () => {
    const sql =
      'SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()';
    return (await db.reads.rows(sql)).length > 0;
  };

  test('a document that names an office of no council is not published', async () => {
    const [first, ...others] = named('elsewhere').states;
    if (!first) throw new Error('an iter without states');
    const owned = { ...named('elsewhere'), states: [{ ...first, owner: 'nowhere' }, ...others] };
    const refused = await db.transactions.run((em) =>
      workflows.publish(em, owned, 'Carla Bianchi', now),
    );
    expect(refused).toMatchObject({
      errors: [{ code: 'workflow-office-unknown', data: { name: 'nowhere' } }],
    });
    expect(await rows('elsewhere')).toEqual([]);
  });

  test('whether a role may work requests is what this council has given it', async () => {
    const ofAldermen = smallWorkflow((draft) => {
      draft.code = 'aldermen';
      for (const action of draft.actions) action.by = ['alderman'];
    });
    await db.transactions.run((em) => new Roles(db.transactions, db.reads).seedMissing(em));
    expect(await publish(ofAldermen)).toMatchObject({
      errors: ['start', 'pause', 'resume'].map((code) => ({
        ...{ field: `actions.${code}.by`, code: 'workflow-role-may-not-work' },
        data: { names: 'alderman' },
      })),
    });
    expect(await rows('aldermen')).toEqual([]);
    const permissions = [...SEEDED_ROLES.alderman.permissions, 'requests.work'] as const;
    await db.transactions.run((em) =>
      em.update(Role, { code: 'alderman' }, { permissions: [...permissions] }),
    );
    expect(await published(ofAldermen)).toMatchObject({ number: 1, status: 'published' });
  });

  test('a rolled back publication leaves no trace', async () => {
    await db.transactions
      .run(async (em) => {
        await workflows.publish(em, named('undone'), 'Carla Bianchi', now);
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    expect(await rows('undone')).toEqual([]);
  });

  test('the shipped iters are published once; a council’s own later version stays', async () => {
    const ensure = () => db.transactions.run((em) => workflows.ensureShipped(em, 'Iter', now));
    await ensure();
    const shipped = await workflows.current('fault');
    expect(shipped).toMatchObject({ number: 1, publishedBy: 'Iter' });
    expect(shipped.document).toEqual(workflows.shipped()[0]);
    await published({ ...shipped.document, label: { it: 'Guasto, alla nostra maniera' } });
    await ensure();
    expect(await rows('fault')).toHaveLength(2);
    expect((await workflows.current('fault')).document.label.it).toBe(
      'Guasto, alla nostra maniera',
    );
  });

  test('inside a transaction the version just published is the current one', async () => {
    const seen = await db.transactions.run(async (em) => {
      await workflows.publish(em, named('fresh'), 'Carla Bianchi', now);
      return workflows.current('fresh', em);
    });
    expect(seen.number).toBe(1);
    expect(await db.reads.of(WorkflowVersion).countBy({ code: 'fresh' })).toBe(1);
  });

  test('a version that is not there is a broken promise', async () => {
    await expect(workflows.byId('nowhere')).rejects.toThrow(/no workflow version/);
  });
});
