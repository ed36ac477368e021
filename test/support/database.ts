import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { type Environment, readEnvironment } from '../../src/config/environment.js';
import {
  assertDurable,
  keepSavepointsInMemory,
  readerOptions,
  writerOptions,
} from '../../src/database/data-source.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import { schema } from '../../src/schema.js';

export interface TestDatabase {
  readonly environment: Environment;
  readonly dataSource: DataSource;
  readonly transactions: Transactions;
  readonly reads: Reads;
  close(): Promise<void>;
}

/**
 * A fresh environment: its own data folder and, on PostgreSQL, its own database. Secrets are made for it. With `like`, both begin as copies
 * of that one's, secrets included; nobody may have it open.
 */
export async function testEnvironment(
  extra: Record<string, string> = {},
  like?: Environment,
): Promise<Environment> {
  const root = process.env['ITER_TEST_DIR'] ?? 'data/test';
  mkdirSync(root, { recursive: true });
  const dataDir = mkdtempSync(join(root, 'town-'));
  if (like) cpSync(like.dataDir, dataDir, { recursive: true });
  const server = process.env['DATABASE_URL'];
  const databaseUrl = server ? await freshDatabase(server, like?.databaseUrl) : undefined;
  return readEnvironment({
    ITER_MODE: 'development',
    PORT: '0',
    DATA_DIR: dataDir,
    PUBLIC_URL: 'http://iter.test',
    DATABASE_URL: databaseUrl,
    ...extra,
  });
}

let migrated: Promise<Environment> | undefined;

/** An environment with an empty database, brought up to date as the product does it: once in a worker, later ones are copies. */
export async function migratedEnvironment(
  extra: Record<string, string> = {},
): Promise<Environment> {
  migrated ??= migrate();
  return testEnvironment(extra, await migrated);
}

/** An empty, migrated database of the kind under test, opened as the product opens it. */
export async function openTestDatabase(environment?: Environment): Promise<TestDatabase> {
  const opened = environment ?? (await migratedEnvironment());
  const dataSource = await new DataSource(writerOptions(opened, schema)).initialize();
  await keepSavepointsInMemory(dataSource);
  await assertDurable(dataSource);
  const reader = await new DataSource(readerOptions(opened, schema)).initialize();
  return {
    environment: opened,
    dataSource,
    transactions: new Transactions(dataSource),
    reads: new Reads(reader),
    close: async () => {
      await reader.destroy();
      await dataSource.destroy();
    },
  };
}

async function migrate(): Promise<Environment> {
  const environment = await testEnvironment();
  const source = await new DataSource(writerOptions(environment, schema)).initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  return environment;
}

async function freshDatabase(server: string, like?: string): Promise<string> {
  const run = process.env['ITER_TEST_RUN'] ?? 'alone';
  const name = `iter_test_${run}_${randomBytes(6).toString('hex')}`; // global-teardown.mjs drops those of its run
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const template = like ? ` TEMPLATE ${new URL(like).pathname.slice(1)}` : '';
  await admin.query(`CREATE DATABASE ${name}${template}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
