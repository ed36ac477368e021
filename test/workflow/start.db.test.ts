import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { insertRows } from '../../src/database/insert-rows.js';
import { newId } from '../../src/shared/ids.js';
import { Languages } from '../../src/web/languages.js';
import { WorkflowLibrary } from '../../src/workflow/drafts/workflow-library.service.js';
import { WorkflowStart } from '../../src/workflow/workflow-start.service.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import { WorkflowsInUse } from '../../src/workflow/workflows-in-use.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SetClock } from '../support/set-clock.js';
import { smallWorkflow } from './small-document.js';

describe('the iters at the start of an installation', () => {
  let db: TestDatabase;
  let said: Record<string, unknown>[];
  beforeAll(async () => {
    db = await openTestDatabase();
    said = [];
    const keep = (line: unknown) => void said.push(line as Record<string, unknown>); // our own lines
    Logger.overrideLogger({ log: keep, error: keep, warn: keep });
  });
  afterAll(async () => {
    Logger.overrideLogger(false);
    await db.close();
  });

  const process = () =>
    new WorkflowStart(
      new Workflows(db.reads),
      new WorkflowsInUse(db.reads),
      db.transactions,
      new Languages(db.environment),
      new SetClock('2026-10-05T08:00:00Z'),
    );
  const versions = () => db.reads.of(WorkflowVersion).find({ order: { code: 'ASC' } });

  test('every shipped iter is there once, whatever number of processes start together; a second start adds nothing', async () => {
    await Promise.all([process(), process()].map((one) => one.onApplicationBootstrap()));
    const shipped = new Workflows(db.reads).shipped().map(({ code }) => code);
    const first = await versions();
    expect(first.map(({ code, number }) => `${code} ${number}`)).toEqual(
      shipped.map((code) => `${code} 1`).sort(),
    );
    await process().onApplicationBootstrap();
    expect(await versions()).toEqual(first);
  });

  test('an iter that is missing in an older installation is added, the others stay as they are', async () => {
    const before = (await versions()).filter(({ code }) => code !== 'information');
    const [old] = await db.reads.rows<{ id: string }>(
      `SELECT id FROM workflow_versions WHERE code = 'information'`,
    );
    expect(old).toBeDefined();
    await db.transactions.run((em) =>
      em.update(WorkflowVersion, { code: 'information' }, { status: 'retired' }),
    );
    await process().onApplicationBootstrap();
    expect((await versions()).filter(({ code }) => code !== 'information')).toEqual(before);
    expect(await db.reads.of(WorkflowVersion).findBy({ code: 'information' })).toHaveLength(1); // the council's own decision stays
  });

  test('a text that is newer than what is published here is offered, and changes nothing by itself', async () => {
    const library = new WorkflowLibrary(db.reads);
    for (const { code } of new Workflows(db.reads).shipped())
      expect(await library.newlyShipped(code)).toBeNull();
    const older = await openTestDatabase();
    try {
      const workflows = new Workflows(older.reads);
      const [shipped] = workflows.shipped();
      if (!shipped) throw new Error('nothing is shipped');
      const before = { ...shipped, label: { it: 'Guasto, come era prima' } };
      const [at, by] = [new Date('2026-01-05T08:00:00Z'), 'Iter'];
      await older.transactions.run((em) => workflows.publish(em, before, by, at));
      await older.transactions.run((em) => workflows.ensureShipped(em, by, at));
      expect((await workflows.current('fault')).document).toEqual(before);
      const beside = new WorkflowLibrary(older.reads);
      expect(await beside.newlyShipped('fault')).toEqual(shipped);
      expect(await beside.newlyShipped('information')).toBeNull();
      expect(await beside.newlyShipped('our-own')).toBeNull();
      await older.transactions.run((em) => workflows.publish(em, shipped, 'Ivo Greco', at));
      expect(await beside.newlyShipped('fault')).toBeNull();
    } finally {
      await older.close();
    }
  });

  test('a faulty version in force is told of, a sentence a fault, and the start goes on', async () => {
    const document = smallWorkflow((draft) => {
      draft.code = 'broken';
      draft.actions[0]!.to = 'nowhere';
    });
    await db.transactions.run((em) =>
      insertRows(em, WorkflowVersion, [
        {
          ...{ id: newId(), code: 'broken', number: 1, status: 'published' },
          ...{ document: document as object, sha256: '0'.repeat(64) },
          ...{ publishedAt: new Date('2026-10-01T08:00:00Z'), publishedBy: 'Ivo Greco' },
        },
      ]),
    );
    said.length = 0;
    await process().onApplicationBootstrap();
    expect(said).toEqual([
      {
        event: 'workflow-fault',
        workflow: 'broken',
        number: 1,
        place: `actions.${document.actions[0]!.code}.to`,
        sentence: 'Lo stato «nowhere» non esiste.',
      },
    ]);
  });

  test('the database refuses to change or delete what was published', async () => {
    const change = (sql: string) => db.transactions.run((em) => em.query(sql));
    await expect(
      change(`UPDATE workflow_versions SET document = '{}' WHERE code = 'fault'`),
    ).rejects.toThrow();
    await expect(
      change(`UPDATE workflow_versions SET published_by = 'Nobody' WHERE code = 'fault'`),
    ).rejects.toThrow();
    await expect(
      change(`UPDATE workflow_versions SET status = 'draft' WHERE code = 'fault'`),
    ).rejects.toThrow();
    await expect(change(`DELETE FROM workflow_versions WHERE code = 'fault'`)).rejects.toThrow();
  });
});
