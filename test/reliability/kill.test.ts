/**
 * R1 and R9 of RELIABILITY.md with real parts: the built product, a real disk, SIGKILL. Each run prints its seed; RELIABILITY_SEED repeats
 * it, RELIABILITY_KILLS=50 makes the long run.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../src/config/environment.js';
import { builtProduct } from './built-product.js';
import { Chance } from './chance.js';
import { complaints, freePort, ProductProcess, variablesFor } from './product-process.js';
import { fileUntilTaken, holdReport, Journal } from './reporters.js';
import { letLeasesRunOut, lettersLeft, lookInto, mailsIn, townOnDisk } from './town-on-disk.js';

const KILLS = Number(process.env['RELIABILITY_KILLS'] ?? 10);
const SEED = Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 2 ** 31);
const CITIZENS = 8;
const REPORTS = 30 * KILLS;

describe('a process that is stopped at any moment', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await builtProduct();
  }, 200_000);

  test(
    `killed ${KILLS} times while ${CITIZENS} citizens file: no report is lost, none is doubled, each has one receipt`,
    async () => {
      process.stderr.write(`kill.test: RELIABILITY_SEED=${SEED}\n`);
      const environment = await townOnDisk();
      const journal = new Journal(join(environment.dataDir, 'journal.jsonl'));
      await fileUnderFire({ folder, environment, journal });
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
      const mails = mailsIn(environment);
      for (const { deliveryId } of found.receipts)
        expect(mails.get(deliveryId)).toMatch(new RegExp(`^<${deliveryId}@`));
      expect(new Set(mails.values()).size).toBe(mails.size);
      expect(mails.size).toBe(found.receipts.length);
      expect(found.brokenChains).toEqual([]);
      expect(found.isIntact).toBe(true);
    },
    60_000 + KILLS * 12_000,
  );

  test('asked to end while it files: every report that it had taken in is answered, and stored', async () => {
    const environment = await townOnDisk();
    const port = await freePort();
    const product = await new ProductProcess(folder, variablesFor(environment, port)).up();
    const held = await Promise.all(Array.from({ length: 24 }, () => holdReport(port)));
    const answers = Promise.all(held.map((report) => report.send()));
    const ended = product.end('SIGTERM');
    expect((await answers).map(({ status }) => status)).toEqual(Array(24).fill(201));
    expect(complaints(await ended)).toEqual([]);
    expect((await lookInto(environment)).ticketNumbers).toHaveLength(24);
  }, 60_000);
});

/** Citizens file until the killer has done and enough is filed; then one process in peace sends what is left. */
async function fileUnderFire(town: {
  folder: string;
  environment: Environment;
  journal: Journal;
}): Promise<void> {
  const { folder, environment, journal } = town;
  const chance = new Chance(SEED);
  const port = await freePort();
  const start = () => new ProductProcess(folder, variablesFor(environment, port));
  let product = await start().up();
  let kills = 0;
  let reports = 0;
  const citizens = Array.from({ length: CITIZENS }, async () => {
    while (kills < KILLS || reports < REPORTS) {
      reports += 1;
      await fileUntilTaken(port, journal);
      await sleep(chance.between(0, 150));
    }
  });
  const killer = (async () => {
    for (; kills < KILLS; kills += 1) {
      await sleep(chance.between(200, 2_000));
      await product.end('SIGKILL');
      product = await start().up();
    }
  })();
  try {
    await Promise.all([...citizens, killer]);
  } finally {
    await product.end('SIGTERM');
  }
  await letLeasesRunOut(environment);
  await sendTheRest(await start().up(), environment);
}

async function sendTheRest(product: ProductProcess, environment: Environment): Promise<void> {
  const giveUp = performance.now() + 30_000;
  while ((await lettersLeft(environment)) > 0 && performance.now() < giveUp) await sleep(300);
  await product.end('SIGTERM');
}
