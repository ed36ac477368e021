import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHECKPOINTS, type Checkpoint } from '../../src/deliveries/sending/checkpoints.js';
import { LEASE_MS } from '../../src/deliveries/sending/leases.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { newId } from '../../src/shared/ids.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import type { DyingSettings } from './crash/dying-post-office.js';
import {
  addPartner,
  isEnded,
  mailLetter,
  MovedClock,
  openPostOffice,
  stateOf,
  webhookLetter,
} from './post-office.js';

/** How many copies the outside may see, and what the row says, after a kill at each point of sending (R8). */
const EXPECTED: Record<Checkpoint, { copies: number; state: string }> = {
  'after-lease': { copies: 0, state: 'leased' },
  'after-accept': { copies: 1, state: 'leased' },
  'after-mark': { copies: 1, state: 'done' },
};

describe('a sender that is killed', () => {
  let db: TestDatabase;
  const sink = new SmtpSink();
  let smtpUrl: string;
  beforeAll(async () => {
    db = await openTestDatabase();
    smtpUrl = await sink.listen();
  });
  afterAll(async () => {
    await sink.close();
    await db.close();
  });

  async function dieAt(checkpoint: DyingSettings['checkpoint']): Promise<NodeJS.Signals | null> {
    const { dataDir, databaseUrl, encryptionKeys } = db.environment;
    const [current] = encryptionKeys;
    const settings: DyingSettings = {
      ...{ dataDir, databaseUrl, smtpUrl, checkpoint, webhookAllow: ['127.0.0.0/8'] },
      ...{ keyId: current!.id, key: current!.key.toString('base64') },
    };
    const program = [
      ...['--no-warnings', '--import', './test/config/native/typescript.mjs'],
      ...['test/deliveries/crash/dying-post-office.ts', JSON.stringify(settings)],
    ];
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (signal === null) throw new Error(`it ended by itself (${code}): ${complaint}`);
    return signal;
  }

  test.each(CHECKPOINTS)(
    '%s: nothing is lost, and the outside sees at most one copy more, with the same Message-ID',
    async (checkpoint) => {
      sink.mails.length = 0;
      const clock = new MovedClock();
      const next = openPostOffice(db, { smtpUrl, clock });
      const [id] = await next.post(mailLetter());
      expect(await dieAt(checkpoint)).toBe('SIGKILL');
      expect(sink.mails).toHaveLength(EXPECTED[checkpoint].copies);
      expect(await stateOf(db, id!)).toMatchObject({ state: EXPECTED[checkpoint].state });

      clock.move(LEASE_MS + 1);
      next.dispatcher.start();
      await until(isEnded(db, [id!]));
      await next.stop();
      expect(await stateOf(db, id!)).toMatchObject({ state: 'done', sealedContent: null });
      const ids = sink.mails.map(({ raw }) => idIn(raw));
      expect(ids).toEqual(checkpoint === 'after-accept' ? [id, id] : [id]);
    },
  );

  test('after-commit: a letter that nobody was told of leaves all the same, once', async () => {
    sink.mails.length = 0;
    expect(await dieAt('after-commit')).toBe('SIGKILL');
    const [left] = await db.reads.rows<{ id: string }>(`SELECT id FROM deliveries WHERE state = 'pending'`); // prettier-ignore
    expect(sink.mails).toHaveLength(0);
    const next = openPostOffice(db, { smtpUrl });
    next.dispatcher.start();
    await until(isEnded(db, [left!.id]));
    await next.stop();
    expect(sink.mails.map(({ raw }) => idIn(raw))).toEqual([left!.id]);
  });

  test('with many in the air: each arrives, at most those in the air twice, and each stream in its order', async () => {
    const receiver = new WebhookReceiver();
    const clock = new MovedClock();
    const next = openPostOffice(db, { smtpUrl, clock });
    const partner = await addPartner(db, {
      webhook: await receiver.listen(),
      sealedSecret: next.secrets.make().sealed,
    });
    const streams = Array.from({ length: 6 }, () => newId());
    const letters = [1, 2, 3].flatMap(() =>
      streams.map((stream) => webhookLetter(partner.webhook, { stream })),
    );
    const ids = await next.post(...letters);
    expect(await dieAt('after-accept')).toBe('SIGKILL');
    clock.move(LEASE_MS + 1);
    next.dispatcher.start();
    await until(isEnded(db, ids));
    await next.stop();
    await receiver.close();
    const arrived = receiver.calls.map(({ headers }) => String(headers['webhook-id']));
    expect(new Set(arrived)).toEqual(new Set(ids));
    expect(arrived.length).toBeGreaterThan(ids.length);
    expect(arrived.length).toBeLessThanOrEqual(ids.length + streams.length);
    for (const [place] of streams.entries()) {
      const inOrder = [0, 1, 2].map((turn) => ids[place + turn * streams.length]);
      expect([...new Set(arrived.filter((id) => inOrder.includes(id)))]).toEqual(inOrder);
    }
  });
});

function idIn(raw: string): string | undefined {
  return /^Message-ID: <(.*)@/m.exec(raw)?.[1];
}
