/**
 * R15 of RELIABILITY.md with real parts: the built product files while its command line makes a backup; another place restores it. What had
 * been answered before the backup began is in it, every chain is sound, every photo is the one of its row.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { DataSource } from 'typeorm';
import type { Environment } from '../../src/config/environment.js';
import { secretsOf } from '../../src/config/secret-prints.js';
import { readerOptions } from '../../src/database/data-source.js';
import { storedPath } from '../../src/files/stored-path.js';
import { Reads } from '../../src/database/reads.js';
import { Attachment } from '../../src/requests/attachments/attachment.entity.js';
import { schema } from '../../src/schema.js';
import { newId } from '../../src/shared/ids.js';
import { picture } from '../files/pictures.js';
import { testEnvironment } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { builtProduct, PRODUCT_MS } from './built-product.js';
import { complaints, ProductProcess, variablesFor } from './product-process.js';
import { fileUntilTaken, Journal, report } from './reporters.js';
import { lookInto, townOnDisk } from './town-on-disk.js';

const CITIZENS = 4;

describe('a backup that is made while citizens file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await builtProduct();
  }, PRODUCT_MS);

  /** `npm run iter -- …` in the settings of a town; throws with what it said on stderr. */
  const iter = async (environment: Environment, ...words: string[]): Promise<string[]> => {
    const env = {
      PATH: process.env['PATH'],
      ...variablesFor(environment, 0),
      ...secretsOf(environment),
    };
    const program = [join(folder, 'dist/src/cli.js'), ...words];
    const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: folder, env });
    return stdout.trimEnd().split('\n');
  };

  test(
    'holds every report that was answered before, whole, and restores elsewhere',
    async () => {
      const town = await townOnDisk();
      const port = await freePort();
      const product = await new ProductProcess(folder, variablesFor(town, port)).up();
      const journal = new Journal(join(town.dataDir, 'journal.jsonl'));
      let isFiling = true;
      const jpeg = await picture(200, 150).jpeg().toBuffer();
      const citizens = Array.from({ length: CITIZENS }, async () => {
        while (isFiling) {
          await fileUntilTaken(port, journal);
          await sleep(5);
        }
      });
      await until(() => answered(journal).length > CITIZENS);
      const photographed = await fileWithPhoto(port, jpeg);
      const before = [photographed, ...answered(journal)];
      const [backup = '', summary = ''] = await iter(town, 'backup', join(town.dataDir, 'backup'));
      isFiling = false;
      await Promise.all(citizens);
      journal.close();
      expect(complaints(await product.end('SIGTERM'))).toEqual([]);

      expect(summary).toMatch(/^\d+ requests, \d+ steps, \d+ files, /);
      const place = await testEnvironment(secretsOf(town)); // they come by another way
      const said = await iter(place, 'restore', backup);
      expect(said.join('\n')).toMatch(/requests, \d+ steps: sound/);
      const found = await lookInto(place);
      expect(before.filter((number) => !found.ticketNumbers.includes(number))).toEqual([]);
      expect(before.length).toBeGreaterThan(CITIZENS);
      expect(found.brokenChains).toEqual([]);
      expect(found.isIntact).toBe(true);
      expect(found.receipts.map(({ ticketNumber }) => ticketNumber).sort()).toEqual(
        [...found.ticketNumbers].sort(),
      );
      expect(await wrongPhotos(place)).toEqual([]);
    },
    PRODUCT_MS,
  );
});

function answered(journal: Journal): string[] {
  return [...journal.read().values()].filter((number) => number !== undefined);
}

async function fileWithPhoto(port: number, jpeg: Buffer): Promise<string> {
  const product = request(`http://127.0.0.1:${port}`);
  const key = newId();
  const filed = await product
    .post('/api/v1/requests')
    .set('Idempotency-Key', key)
    .send(report(key));
  const { ticketNumber, password } = filed.body as { ticketNumber: string; password: string };
  await product
    .post(`/api/v1/requests/${ticketNumber}/attachments`)
    .auth(ticketNumber, password)
    .set('Idempotency-Key', newId())
    .attach('file', jpeg, 'buca.jpg')
    .expect(201);
  return ticketNumber;
}

/** Photos whose bytes are not those that their rows tell; throws where there is not a single photo. */
async function wrongPhotos(environment: Environment): Promise<string[]> {
  const source = await new DataSource(readerOptions(environment, schema)).initialize();
  const rows = await new Reads(source).of(Attachment).find({ take: 100 });
  await source.destroy();
  if (rows.length === 0) throw new Error('no photo was restored');
  return rows
    .filter(({ storedAs, digest }) => {
      const bytes = readFileSync(join(environment.dataDir, 'files', storedPath(storedAs) ?? ''));
      return createHash('sha256').update(bytes).digest('hex') !== digest;
    })
    .map(({ storedAs }) => storedAs);
}
