/** The other way of `copied-database.ts`: a copy becomes the database of this installation. */
import { existsSync } from 'node:fs';
import pg from 'pg';
import { databaseKind } from '../../config/database-kind.js';
import type { Environment } from '../../config/environment.js';
import { PlainFault } from '../../shared/plain-fault.js';
import { sqliteFile } from '../address.js';
import { holdInstance } from '../instance-lock.js';
import { restorePostgres } from './restore-postgres.js';
import { restoreSqlite } from './restore-sqlite.js';
import type { Restoring } from './restoring.js';

/** Throws where the copy is not sound or the database does not take it. On SQLite nothing has changed then; on PostgreSQL it says what has. */
export function restoreDatabase(environment: Environment, restoring: Restoring): Promise<void> {
  return databaseKind === 'postgres'
    ? restorePostgres(environment, restoring)
    : restoreSqlite(environment, restoring);
}

/** False where there is no database yet, or not a single table in it. */
export function isDatabaseThere(environment: Environment): Promise<boolean> {
  if (databaseKind === 'sqlite') return Promise.resolve(existsSync(sqliteFile(environment)));
  return asking(environment, async (client) => {
    const { rows } = await client.query(
      `SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' LIMIT 1`,
    );
    return rows.length > 0;
  });
}

/** Where the database that is there goes when another takes its place. */
export function asideName(environment: Environment, now: Date): string {
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  return databaseKind === 'postgres'
    ? `before_restore_${stamp}`
    : `${sqliteFile(environment)}.before-restore-${stamp}`;
}

/**
 * Nobody may serve the town while its database is changed under it. SQLite: holds the data folder until it is given back. PostgreSQL: looks
 * for others who are connected. Throws a {@link PlainFault} where there is somebody.
 */
export async function holdAlone(environment: Environment): Promise<() => void> {
  if (databaseKind === 'sqlite') return holdInstance(environment.dataDir);
  await asking(environment, async (client) => {
    const { rows } = await client.query(
      `SELECT COUNT(*)::int AS others FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    const [{ others }] = rows as [{ others: number }]; // one row, one column
    if (others > 0)
      throw new PlainFault(
        `${others} other connection(s) to this database: stop the web and worker processes first`,
      );
  });
  return () => undefined;
}

async function asking<T>(
  { databaseUrl }: Environment,
  ask: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return await ask(client);
  } finally {
    await client.end();
  }
}
