/**
 * R1, R9 and R11 of RELIABILITY.md with real parts: the built product, a real disk, a mail server, SIGKILL. On PostgreSQL the web process
 * and a worker send beside one another, and either is killed; SQLite belongs to one process. Each run prints its seed; RELIABILITY_SEED
 * repeats it, RELIABILITY_KILLS=100 files the 4,000 of R11.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { databaseKind } from '../../src/config/database-kind.js';
import type { Environment } from '../../src/config/environment.js';
import { DispatchLimits } from '../../src/deliveries/sending/dispatch-limits.js';
import { freePort } from '../support/free-port.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { builtProduct, PRODUCT_MS } from './built-product.js';
import { Chance } from './chance.js';
import { complaints, ProductProcess, variablesFor } from './product-process.js';
import { fileUntilTaken, holdReport, Journal, receipts } from './reporters.js';
import { allSent, letLeasesRunOut, lookInto, townOnDisk } from './town-on-disk.js';

const KILLS = Number(process.env['RELIABILITY_KILLS'] ?? 10);
const SEED = Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 2 ** 31);
const CITIZENS = 8;
const REPORTS = 40 * KILLS;
const PROGRAMS = databaseKind === 'postgres' ? (['main', 'worker'] as const) : (['main'] as const);
const MAILS_IN_THE_AIR = new DispatchLimits().atOnce.email;
const MAIL_TAKES_MS = 30; // so that a kill finds mails under way

describe('a process that is stopped at any moment', () => {
  const sink = new SmtpSink(MAIL_TAKES_MS);
  let folder: string;
  beforeAll(async () => {
    folder = await builtProduct();
  }, PRODUCT_MS);
  afterAll(() => sink.close());

  test(
    `killed ${KILLS} times while ${CITIZENS} citizens file: no report is lost, none is doubled, each has its receipt`,
    async () => {
      process.stderr.write(`kill.test: RELIABILITY_SEED=${SEED}\n`);
      const environment = await townOnDisk();
      const journal = new Journal(join(environment.dataDir, 'journal.jsonl'));
      const port = await freePort();
      const variables = { ...variablesFor(environment, port), SMTP_URL: await sink.listen() };
      await fileUnderFire(new Processes(folder, variables), environment, () =>
        fileUntilTaken(port, journal),
      );
      journal.close();
      const found = await lookInto(environment);
      const answered = [...journal.read().values()];

      expect(answered.length).toBeGreaterThanOrEqual(REPORTS);
      expect(answered.every((ticketNumber) => ticketNumber !== undefined)).toBe(true);
      expect(new Set(answered).size).toBe(answered.length);
      expect([...found.ticketNumbers].sort()).toEqual([...answered].sort());
      expect(found.receipts.map(({ ticketNumber }) => ticketNumber).sort()).toEqual(
        [...answered].sort(),
      );
      expect(new Set(found.receipts.map(({ state }) => state))).toEqual(new Set(['done']));
      const posted = found.receipts.map(({ deliveryId }) => deliveryId);
      const arrived = receipts(sink);
      expect([...new Set(arrived)].sort()).toEqual(posted.sort());
      expect(arrived.length - posted.length).toBeLessThanOrEqual(KILLS * MAILS_IN_THE_AIR); // SMTP cannot rule these out
      expect(found.brokenChains).toEqual([]);
      expect(found.isIntact).toBe(true);
    },
    PRODUCT_MS + KILLS * 60_000,
  );

  test(
    'asked to end while it files: every report that it had taken in is answered, and stored',
    async () => {
      const environment = await townOnDisk();
      const port = await freePort();
      const product = await new ProductProcess(folder, variablesFor(environment, port)).up();
      const held = await Promise.all(Array.from({ length: 24 }, () => holdReport(port)));
      const answers = Promise.all(held.map((report) => report.send()));
      const ended = product.end('SIGTERM');
      expect((await answers).map(({ status }) => status)).toEqual(Array(24).fill(201));
      expect(complaints(await ended)).toEqual([]);
      expect((await lookInto(environment)).ticketNumbers).toHaveLength(24);
    },
    PRODUCT_MS,
  );
});

/** The processes of one town, each of which may be killed and comes back. */
class Processes {
  private readonly running: ProductProcess[] = [];

  constructor(
    private readonly folder: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  async startAll(): Promise<void> {
    await Promise.all(PROGRAMS.map((_program, which) => this.start(which)));
  }

  async kill(which: number): Promise<void> {
    await this.running[which]?.end('SIGKILL');
    await this.start(which);
  }

  async endAll(): Promise<void> {
    await Promise.all(this.running.map((process) => process.end('SIGTERM')));
  }

  private async start(which: number): Promise<void> {
    const process = new ProductProcess(this.folder, this.variables, PROGRAMS[which]);
    this.running[which] = process;
    if (PROGRAMS[which] === 'main') await process.up();
  }
}

/** Citizens file until the killer has done and enough is filed; then the processes send in peace what is left. */
async function fileUnderFire(
  processes: Processes,
  environment: Environment,
  file: () => Promise<void>,
): Promise<void> {
  await processes.startAll();
  const chance = new Chance(SEED);
  let kills = 0;
  let reports = 0;
  const citizens = Array.from({ length: CITIZENS }, async () => {
    while (kills < KILLS || reports < REPORTS) {
      reports += 1;
      await file();
      await sleep(chance.between(0, 100));
    }
  });
  const killer = (async () => {
    for (; kills < KILLS; kills += 1) {
      await sleep(chance.between(200, 2_000));
      await processes.kill(Math.floor(chance.between(0, PROGRAMS.length)));
    }
  })();
  try {
    await Promise.all([...citizens, killer]);
  } finally {
    await processes.endAll();
  }
  await letLeasesRunOut(environment);
  await processes.startAll();
  await allSent(environment);
  await processes.endAll();
}
