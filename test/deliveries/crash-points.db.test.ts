import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHECKPOINTS, type Checkpoint } from '../../src/deliveries/sending/checkpoints.js';
import { LEASE_MS } from '../../src/deliveries/sending/leases.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SmtpSink } from '../support/smtp-sink.js';
import type { DyingSettings } from './crash/dying-post-office.js';
import { isEnded, mailLetter, MovedClock, openPostOffice, stateOf, until } from './post-office.js';

/** How many copies the outside may see, and what the row says, after a kill at each point (R8). */
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

  async function sendAndDie(checkpoint: Checkpoint): Promise<NodeJS.Signals | null> {
    const { dataDir, databaseUrl, encryptionKeys } = db.environment;
    const [current] = encryptionKeys;
    const settings: DyingSettings = {
      ...{ dataDir, databaseUrl, smtpUrl, checkpoint },
      ...{ keyId: current!.id, key: current!.key.toString('base64') },
    };
    const program = [
      ...['--no-warnings', '--import', './test/deliveries/crash/typescript-hooks.mjs'],
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
      expect(await sendAndDie(checkpoint)).toBe('SIGKILL');
      expect(sink.mails).toHaveLength(EXPECTED[checkpoint].copies);
      expect(await stateOf(db, id!)).toMatchObject({ state: EXPECTED[checkpoint].state });

      clock.move(LEASE_MS + 1);
      next.dispatcher.start();
      await until(isEnded(db, [id!]));
      await next.stop();
      expect(await stateOf(db, id!)).toMatchObject({ state: 'done', sealedContent: null });
      const ids = sink.mails.map(({ raw }) => /^Message-ID: <(.*)@/m.exec(raw)?.[1]);
      expect(ids).toEqual(checkpoint === 'after-accept' ? [id, id] : [id]);
    },
    60_000,
  );
});
