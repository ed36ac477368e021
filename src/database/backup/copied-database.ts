/**
 * The database as it is at one moment, in one file, while others go on writing.
 *
 * - SQLite: `VACUUM INTO`, a read of one snapshot that stops no writer. The copy is a database itself, without the free pages in which
 *   erased words may still lie.
 * - PostgreSQL: all rows, read in one REPEATABLE READ transaction, as lines of JSON, packed. It needs nothing but the driver (`pg_dump` may
 *   be absent, or older than the server), and the tables to put them in are made by the migrations, with every guard that belongs to them.
 * - What `read` asks it asks that same moment, so that the list of files fits the rows.
 */
import { databaseKind, type DatabaseKind } from '../../config/database-kind.js';
import type { Environment } from '../../config/environment.js';
import { sqliteFile } from '../address.js';
import { copyPostgres } from './copy-postgres.js';
import { copySqlite } from './copy-sqlite.js';
import type { Copying } from './copying.js';

/** What the copy is called in its folder. */
export const COPY_NAMES: Readonly<Record<DatabaseKind, string>> = {
  sqlite: 'database.sqlite',
  postgres: 'database.ndjson.gz',
};

/** Answers what `read` found. Throws what the driver throws; what it has written until then stays. */
export function copyDatabase<T>(environment: Environment, copying: Copying<T>): Promise<T> {
  return databaseKind === 'postgres'
    ? copyPostgres(environment.databaseUrl ?? '', COPY_NAMES.postgres, copying)
    : copySqlite(sqliteFile(environment), COPY_NAMES.sqlite, copying);
}
