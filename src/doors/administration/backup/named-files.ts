import { databaseKind } from '../../../config/database-kind.js';
import type { AskRows } from '../../../database/backup/copying.js';

/** Tables whose rows name stored bytes. */
export const HOLDERS = [
  { table: 'attachments', digest: 'digest', where: 'erased_at IS NULL' },
  { table: 'staged_files', digest: 'digest', where: 'stored_as IS NOT NULL' },
  { table: 'worksheets', digest: 'file_sha256', where: 'stored_as IS NOT NULL' },
] as const;

/** The name of every stored file that should be there, with the SHA-256 of its bytes. An older schema may know fewer tables of them. */
export async function namedFiles(ask: AskRows): Promise<Map<string, string>> {
  const known = new Set((await ask<{ table: string }>(TABLES_WITH_FILES)).map((row) => row.table));
  const named = new Map<string, string>();
  for (const { table, digest, where } of HOLDERS) {
    if (!known.has(table)) continue;
    const rows = await ask<{ storedAs: string; digest: string }>(
      `SELECT DISTINCT stored_as AS "storedAs", ${digest} AS "digest" FROM ${table} WHERE ${where}`,
    );
    for (const row of rows) named.set(row.storedAs, row.digest);
  }
  return named;
}

const TABLES_WITH_FILES =
  databaseKind === 'postgres'
    ? `SELECT table_name AS "table" FROM information_schema.columns
       WHERE table_schema = current_schema() AND column_name = 'stored_as'`
    : `SELECT m.name AS "table" FROM sqlite_master m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.name = 'stored_as'`;
