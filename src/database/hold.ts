import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { queryRows } from './query-rows.js';

/** What one transaction at a time may have; the numbers are PostgreSQL's only, and any that nobody else uses. */
const HELD = { iter: 7_205_013, 'export-places': 7_205_012, 'audit-log': 7_205_011 };

/**
 * Until the transaction ends no other holds the same: `which` tells several of a kind apart. It holds where no row is there yet to be locked.
 * Whoever holds two takes them in the order of the names above, or they would wait for each other. SQLite has one writer anyway.
 */
export async function hold(em: EntityManager, what: keyof typeof HELD, which = ''): Promise<void> {
  if (databaseKind !== 'postgres') return;
  const sql = 'SELECT pg_advisory_xact_lock(:what::int, hashtext(:which))';
  await queryRows(em, sql, { what: HELD[what], which });
}
