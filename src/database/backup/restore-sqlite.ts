/**
 * A SQLite copy put in its place: built beside it as `<file>.restoring`, and renamed when everything is done. A restore that is cut off has
 * changed nothing.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { Environment } from '../../config/environment.js';
import { copyThrough, syncPath } from '../../shared/on-disk.js';
import { PlainFault } from '../../shared/plain-fault.js';
import { sqliteFile } from '../address.js';
import { assertDurable, writerOptions } from '../data-source.js';
import { Transactions } from '../transactions.js';
import type { Restoring } from './restoring.js';

/** What SQLite keeps of one database. */
const PARTS = ['', '-wal', '-shm'];

export async function restoreSqlite(environment: Environment, restoring: Restoring): Promise<void> {
  const target = sqliteFile(environment);
  const building = `${target}.restoring`;
  await removeParts(building); // of a restore that was cut off
  try {
    restoring.progress((await copyThrough(restoring.file, building)).sizeBytes);
    assertIntact(building);
    await bringUpToDate(atFile(environment, building), restoring);
    await syncPath(building);
    if (restoring.asideAs !== null) await renameParts(target, restoring.asideAs);
    await rename(building, target);
    await syncPath(dirname(target));
  } finally {
    await removeParts(building);
  }
}

async function bringUpToDate(
  environment: Environment,
  { schema, quieten, finish }: Restoring,
): Promise<void> {
  const writer = await new DataSource(writerOptions(environment, schema)).initialize();
  try {
    await assertDurable(writer);
    await new Transactions(writer).run(quieten);
    await writer.runMigrations({ transaction: 'each' });
    await finish(writer);
  } finally {
    await writer.destroy(); // the last connection takes the journal into the file
  }
}

function assertIntact(file: string): void {
  const copy = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const [verdict] = copy.pragma('integrity_check(1)') as { integrity_check: string }[]; // one row, one column
    if (verdict?.integrity_check !== 'ok')
      throw new PlainFault(`the copy of the database is not sound: ${verdict?.integrity_check}`);
    const [broken] = copy.pragma('foreign_key_check') as { table: string }[]; // one row for each
    if (broken) throw new PlainFault(`the copy lacks rows that its table ${broken.table} names`);
  } finally {
    copy.close();
  }
}

function atFile(environment: Environment, file: string): Environment {
  return new Environment({ ...environment, databaseUrl: `sqlite:${file}` });
}

async function renameParts(from: string, to: string): Promise<void> {
  for (const part of PARTS)
    if (existsSync(`${from}${part}`)) await rename(`${from}${part}`, `${to}${part}`);
}

async function removeParts(file: string): Promise<void> {
  for (const part of PARTS) await rm(`${file}${part}`, { force: true });
}
