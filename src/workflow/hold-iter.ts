import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { queryRows } from '../database/query-rows.js';

/**
 * Until the transaction ends nobody else publishes a version of this iter, takes it out of force or gives it to a category: each looks at what
 * the others write, and would otherwise look past it. SQLite has one writer anyway. Filings, which only refer to a version, do not wait.
 */
export async function holdIter(em: EntityManager, code: string): Promise<void> {
  if (databaseKind !== 'postgres') return;
  await queryRows(
    em,
    'SELECT id FROM workflow_versions WHERE code = :code ORDER BY number FOR NO KEY UPDATE',
    { code },
  );
}
