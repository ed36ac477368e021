import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { type Environment, readEnvironment } from '../../src/config/environment.js';
import { assertDurable, readerOptions, writerOptions } from '../../src/database/data-source.js';
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

/** A fresh environment: its own data folder and, on PostgreSQL, its own database. Secrets are made for it. */
export async function testEnvironment(extra: Record<string, string> = {}): Promise<Environment> {
  const root = process.env['ITER_TEST_DIR'] ?? 'data/test';
  mkdirSync(root, { recursive: true });
  const dataDir = mkdtempSync(join(root, 'town-'));
  const server = process.env['DATABASE_URL'];
  const databaseUrl = server ? await freshDatabase(server) : undefined;
  return readEnvironment({
    ITER_MODE: 'development',
    PORT: '0',
    DATA_DIR: dataDir,
    PUBLIC_URL: 'http://iter.test',
    DATABASE_URL: databaseUrl,
    ...extra,
  });
}

/** An empty, migrated database of the kind under test, opened as the product opens it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const environment = await testEnvironment();
  const dataSource = await new DataSource(writerOptions(environment, schema)).initialize();
  await dataSource.runMigrations({ transaction: 'each' });
  await assertDurable(dataSource);
  const reader = await new DataSource(readerOptions(environment, schema)).initialize();
  return {
    environment,
    dataSource,
    transactions: new Transactions(dataSource),
    reads: new Reads(reader),
    close: async () => {
      await reader.destroy();
      await dataSource.destroy();
    },
  };
}

async function freshDatabase(server: string): Promise<string> {
  const run = process.env['ITER_TEST_RUN'] ?? 'alone';
  const name = `iter_test_${run}_${randomBytes(6).toString('hex')}`; // global-teardown.mjs drops those of its run
  const admin = await new DataSource({ type: 'postgres', url: server }).initialize();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.destroy();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
