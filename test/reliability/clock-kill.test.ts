/** Deadlines that fall due while the process that looks after them is killed: the built product, a real disk, SIGKILL in the middle of a sweep. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Environment } from '../../src/config/environment.js';
import { writerOptions } from '../../src/database/data-source.js';
import { schema } from '../../src/schema.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { builtProduct, PRODUCT_MS } from './built-product.js';
import { ProductProcess, variablesFor } from './product-process.js';
import { holdReport } from './reporters.js';
import { lookInto, reading, townOnDisk } from './town-on-disk.js';

/** Several transactions of the sweep. */
const REPORTS = 240;
const AT_ONCE = 24;
const KILLS = 3;
const WAITING = `SELECT COUNT(*) AS count FROM due_clocks WHERE rule = 'term.reminder' AND fired_at IS NULL`;

describe('a process that is killed while deadlines fall due', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await builtProduct();
  }, PRODUCT_MS);

  test(
    'each is told once, whenever it is killed',
    async () => {
      const environment = await townOnDisk();
      const port = await freePort();
      const start = () => new ProductProcess(folder, { ...variablesFor(environment, port), CLOCK_SECONDS: '1' }); // prettier-ignore
      const filing = await start().up();
      for (let filed = 0; filed < REPORTS; filed += AT_ONCE) {
        const held = await Promise.all(Array.from({ length: AT_ONCE }, () => holdReport(port)));
        await Promise.all(held.map((report) => report.send()));
      }
      await filing.end('SIGTERM');
      await fallDue(environment);
      for (let kills = 0, before = REPORTS; kills < KILLS && before > 0; kills += 1) {
        const doomed = start();
        before = await waitingBelow(environment, before);
        await doomed.end('SIGKILL');
      }
      const last = start();
      await waitingBelow(environment, 1);
      await last.end('SIGTERM');
      const { steps, notices } = await told(environment);
      expect(steps).toEqual(Array(REPORTS).fill(1));
      expect(notices).toEqual(Array(REPORTS).fill(1));
      const found = await lookInto(environment);
      expect(found.brokenChains).toEqual([]);
      expect(found.isIntact).toBe(true);
    },
    PRODUCT_MS,
  );
});

/** The reminder of every request, since long. */
async function fallDue(environment: Environment): Promise<void> {
  const source = await new DataSource(writerOptions(environment, schema)).initialize();
  await source.query(
    `UPDATE due_clocks SET fires_at = '2026-01-02T00:00:00.000Z' WHERE rule = 'term.reminder'`,
  );
  await source.destroy();
}

/** Looks from outside until fewer wait; answers how many. */
async function waitingBelow(environment: Environment, most: number): Promise<number> {
  return reading(environment, async (reads) => {
    let left = most;
    await until(async () => {
      const [row] = await reads.rows<{ count: unknown }>(WAITING);
      left = Number(row?.count);
      return left < most;
    }, PRODUCT_MS);
    return left;
  });
}

/** How many reminders each request has: steps of its own, and notices for the office. */
function told(environment: Environment): Promise<{ steps: number[]; notices: number[] }> {
  return reading(environment, async (reads) => {
    const counted = async (table: string, mark: string) => {
      const rows = await reads.rows<{ count: unknown }>(
        `SELECT COUNT(*) AS count FROM ${table} WHERE ${mark} GROUP BY request_id`,
      );
      return rows.map(({ count }) => Number(count));
    };
    return {
      steps: await counted('steps', `action = 'term-reminder'`),
      notices: await counted('notices', `kind = 'term-reminder'`),
    };
  });
}
