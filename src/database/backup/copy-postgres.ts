import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { READ_ONLY } from '../address.js';
import type { Copying } from './copying.js';
import { endLine, tableLine } from './row-lines.js';

/** A copy takes as long as it takes; only a lock that somebody holds is not waited for for ever. */
const UNHURRIED =
  '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=10000 -c TimeZone=UTC';
const ROWS_AT_ONCE = 500;

interface TableOf {
  readonly name: string;
  /** As the server remembers it; -1 where it has never looked. */
  readonly estimate: number;
}

/** All rows of all tables but the list of migrations, which is the copy's head elsewhere. */
export async function copyPostgres<T>(
  connectionString: string,
  name: string,
  { folder, progress, read }: Copying<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString, options: UNHURRIED + READ_ONLY });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found = await read(async <R>(sql: string) => (await client.query(sql)).rows as R[]); // the query names its columns
    await pipeline(
      linesOf(client, progress),
      createGzip(),
      createWriteStream(join(folder, name), { mode: 0o600, flags: 'wx' }),
    );
    await client.query('COMMIT');
    return found;
  } finally {
    await client.end();
  }
}

async function* linesOf(
  client: pg.Client,
  progress: (share: number) => void,
): AsyncGenerator<string> {
  const tables = await tablesOf(client);
  const expected = tables.reduce((sum, { estimate }) => sum + Math.max(estimate, 0), 1);
  let rows = 0;
  for (const { name } of tables) {
    yield tableLine(name);
    for await (const lines of rowsOf(client, name)) {
      rows += lines.length;
      progress(Math.min(rows / expected, 1));
      yield `${lines.join('\n')}\n`;
    }
  }
  yield endLine(rows);
  progress(1);
}

async function tablesOf(client: pg.Client): Promise<TableOf[]> {
  const { rows } = await client.query(
    `SELECT relname AS name, reltuples AS estimate FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'migrations' ORDER BY relname`,
  );
  return rows as TableOf[]; // the query names its columns
}

async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<string[]> {
  const name = client.escapeIdentifier(table);
  await client.query(
    `DECLARE of_table NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${name} t`,
  );
  for (;;) {
    const { rows } = await client.query(`FETCH ${ROWS_AT_ONCE} FROM of_table`);
    if (rows.length > 0) yield (rows as { line: string }[]).map(({ line }) => line); // the cursor names its column
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('CLOSE of_table');
}
