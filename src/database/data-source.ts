/**
 * How each database is opened. SQLite: WAL with `synchronous=FULL` (an answered request survives a power cut), no waiting inside the
 * driver, foreign keys on. PostgreSQL: every statement and lock has a limit. Both are read back by `assertDurable` before anything is served.
 */
import type { Database } from 'better-sqlite3';
import type { DataSource, DataSourceOptions, MigrationInterface } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import type { Environment } from '../config/environment.js';
import { POSTGRES_LIMITS, READ_ONLY, sqliteFile } from './address.js';
import { PreparedClient } from './statements/prepared-client.js';
import { SnakeNaming } from './naming.js';

/** More than the product has of its own: prepared once, not at every call. */
const STATEMENTS_KEPT = 500;

export interface Schema {
  readonly entities: (new () => object)[];
  readonly migrations: (new () => MigrationInterface)[];
}

export function writerOptions(environment: Environment, schema: Schema): DataSourceOptions {
  const common = {
    ...schema,
    namingStrategy: new SnakeNaming(),
    migrationsTableName: 'migrations',
    synchronize: false,
  };
  if (databaseKind === 'postgres') return { ...common, ...postgres(environment, '') };
  return {
    ...common,
    type: 'better-sqlite3',
    database: sqliteFile(environment),
    prepareDatabase: prepareWriter,
    statementCacheSize: STATEMENTS_KEPT,
  };
}

/**
 * The read-only twin of the writer. On PostgreSQL a pool of its own, so that a transaction that asks for configuration never waits for a
 * connection which other transactions hold.
 */
export function readerOptions(environment: Environment, schema: Schema): DataSourceOptions {
  const common = {
    entities: schema.entities,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
  };
  if (databaseKind === 'postgres') return { ...common, ...postgres(environment, READ_ONLY) };
  return {
    ...common,
    type: 'better-sqlite3',
    database: sqliteFile(environment),
    readonly: true,
    fileMustExist: true,
    prepareDatabase: prepareReader,
    statementCacheSize: STATEMENTS_KEPT,
  };
}

function postgres(environment: Environment, more: string) {
  return {
    type: 'postgres' as const,
    url: environment.databaseUrl ?? '',
    poolSize: 20,
    extra: { options: `${POSTGRES_LIMITS}${more}`, Client: PreparedClient, pipeline: true },
  };
}

/** Refuses to go on where an acknowledged write could be lost. */
export async function assertDurable(dataSource: DataSource): Promise<void> {
  const wanted: Record<string, string> =
    dataSource.options.type === 'postgres'
      ? { 'SHOW fsync': 'on', 'SHOW synchronous_commit': 'on' }
      : {
          'PRAGMA journal_mode': 'wal',
          'PRAGMA synchronous': '2',
          'PRAGMA foreign_keys': '1',
          'PRAGMA busy_timeout': '0',
        };
  for (const [question, answer] of Object.entries(wanted)) {
    const rows = (await dataSource.query(question)) as Record<string, unknown>[]; // one row, one column
    const got = String(Object.values(rows[0] ?? {})[0]);
    if (got !== answer)
      throw new Error(`the database is not safe to use: ${question} is ${got}, must be ${answer}`);
  }
}

/**
 * SQLite: what a savepoint may have to put back stays in memory from now on. In a file it is written page by page, and that was four fifths of
 * all that a step wrote. Called once the migrations are over: an index of millions of rows is sorted on disk.
 */
export async function keepSavepointsInMemory(dataSource: DataSource): Promise<void> {
  if (dataSource.options.type !== 'postgres') await dataSource.query('PRAGMA temp_store = MEMORY');
}

function prepareWriter(database: Database): void {
  database.pragma('busy_timeout = 0');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('trusted_schema = OFF');
}

function prepareReader(database: Database): void {
  database.pragma('busy_timeout = 0');
  database.pragma('query_only = ON');
  database.pragma('trusted_schema = OFF');
}
