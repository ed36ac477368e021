/**
 * The rows of a copy, put into tables that migrations have just made. All of it in the transaction of `em`, or nothing.
 *
 * - Foreign keys are taken off, and set again when all rows are in: so the order of the rows does not matter, and each key is checked.
 * - A value goes in as the text that PostgreSQL gave out for it (`row_to_json`, `json_populate_recordset`): nothing of ours converts it.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import { portions } from './row-lines.js';

export interface Loading {
  readonly file: string;
  /** How many rows are in. */
  readonly progress: (rows: number) => void;
}

/** Answers the names of tables that the copy has and these migrations do not make: nothing of the product's, left out. */
export async function loadRows(
  em: EntityManager,
  { file, progress }: Loading,
): Promise<readonly string[]> {
  for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout'])
    await em.query(`SET LOCAL ${limit} = 0`); // it takes as long as it takes
  const tables = await tablesOf(em);
  const keys = await foreignKeysOf(em);
  for (const { table, name } of keys)
    await em.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await em.query(`TRUNCATE ${[...tables.values()].join(', ')}`); // some migrations leave rows
  const strange = new Set<string>();
  let count = 0;
  for await (const { table, lines } of portions(linesOf(file))) {
    const target = tables.get(table);
    if (!target) strange.add(table);
    else await insert(em, target, lines);
    count += lines.length;
    progress(count);
  }
  for (const { table, name, definition } of keys)
    await em.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  return [...strange];
}

function linesOf(file: string): AsyncIterable<string> {
  const input = createReadStream(file).pipe(createGunzip());
  return createInterface({ input, crlfDelay: Infinity });
}

async function insert(em: EntityManager, table: string, lines: readonly string[]): Promise<void> {
  await em.query(
    `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`,
    [`[${lines.join(',')}]`],
  );
}

/** By name, as SQL wants it written. The list of migrations is the migrations' own. */
async function tablesOf(em: EntityManager): Promise<Map<string, string>> {
  const rows = (await em.query(
    `SELECT relname AS name, oid::regclass::text AS written FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'migrations'`,
  )) as { name: string; written: string }[]; // the query names its columns
  return new Map(rows.map(({ name, written }) => [name, written]));
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function foreignKeysOf(em: EntityManager): Promise<ForeignKey[]> {
  return (await em.query(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  )) as ForeignKey[]; // the query names its columns
}
