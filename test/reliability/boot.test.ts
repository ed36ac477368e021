import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { databaseKind } from '../../src/config/database-kind.js';
import { assertDurable, writerOptions } from '../../src/database/data-source.js';
import { holdInstance } from '../../src/database/instance-lock.js';
import { schema } from '../../src/schema.js';
import { testEnvironment } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { builtProduct, PRODUCT_MS } from './built-product.js';
import { call } from './caller.js';
import {
  complaints,
  ProductProcess,
  productionVariables,
  variablesFor,
} from './product-process.js';

const STACK = /^\s+at /m;

describe('the built program at its start', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await builtProduct();
  }, PRODUCT_MS);

  const emptyFolder = () => {
    const root = process.env['ITER_TEST_DIR'] ?? 'data/test';
    mkdirSync(root, { recursive: true });
    return mkdtempSync(join(root, 'boot-'));
  };

  test(
    'production without settings ends with status 1 and one list of all that is missing',
    async () => {
      const { code, stderr } = await new ProductProcess(folder, { DATA_DIR: emptyFolder() }).ended;
      expect(code).toBe(1);
      const [title, ...lines] = stderr.trimEnd().split('\n');
      expect(title).toBe('Iter cannot start: 6 setting(s) to mend.');
      expect(lines.map((line) => /^ {2}- (\w+) is missing$/.exec(line)?.[1]).sort()).toEqual([
        'ITER_ENCRYPTION_KEYS',
        'ITER_PASSWORD_PEPPER',
        'ITER_SESSION_SECRET',
        'MAIL_FROM',
        'PUBLIC_URL',
        'SMTP_URL',
      ]);
    },
    PRODUCT_MS,
  );

  test(
    'production with everything answers to its own name only, and ends when it is asked to',
    async () => {
      const port = await freePort();
      const environment = await testEnvironment();
      const variables = productionVariables(port, environment.dataDir);
      const url = environment.databaseUrl;
      const product = new ProductProcess(
        folder,
        url ? { ...variables, DATABASE_URL: url } : variables,
      );
      await product.up({ Host: 'iter.example' });
      const home = await call({ port, path: '/', headers: { Host: 'iter.example' } });
      expect(home.status).toBe(200);
      expect(home.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
      const stranger = await call({ port, path: '/', headers: { Host: 'elsewhere.example' } });
      expect(stranger.status).toBe(421);
      expect(complaints(await product.end('SIGTERM'))).toEqual([]);
    },
    PRODUCT_MS,
  );

  if (databaseKind === 'sqlite')
    test(
      'a data folder that another process serves is refused in one sentence',
      async () => {
        const environment = await testEnvironment();
        const release = holdInstance(environment.dataDir);
        try {
          const variables = variablesFor(environment, await freePort());
          const { code, stderr } = await new ProductProcess(folder, variables).ended;
          expect(code).toBe(1);
          expect(stderr).toContain('another Iter process uses the data folder');
          expect(stderr).not.toMatch(STACK);
        } finally {
          release();
        }
      },
      PRODUCT_MS,
    );
  else
    test(
      'several processes serve one database side by side',
      async () => {
        const environment = await testEnvironment();
        const first = new ProductProcess(folder, variablesFor(environment, await freePort()));
        await first.up();
        const second = new ProductProcess(folder, variablesFor(environment, await freePort()));
        await second.up();
        for (const process of [first, second])
          expect(complaints(await process.end('SIGTERM'))).toEqual([]);
      },
      PRODUCT_MS,
    );

  test('a database that could lose what it has acknowledged is not served', async () => {
    const options = writerOptions(await testEnvironment(), schema);
    const careless =
      options.type === 'postgres'
        ? { ...options, extra: { options: '-c synchronous_commit=off' } }
        : { ...options, prepareDatabase: carelessly };
    const source = await new DataSource(careless).initialize();
    await expect(assertDurable(source)).rejects.toThrow(/not safe to use: .*synchronous/);
    await source.destroy();
  });
});

/** WAL with the default that drivers and tutorials give: fast, and a power cut may take the last seconds. */
function carelessly(database: Database): void {
  database.pragma('busy_timeout = 0');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
}
