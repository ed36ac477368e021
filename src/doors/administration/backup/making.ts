/**
 * A backup made while the town is at work.
 *
 * - The database first, then the files that it names: a stored file is never changed, and is there before any row names it.
 * - Written beside its place as `<folder>.partial`, flushed to disk, then renamed: what bears its name is whole.
 * - Only its owner may read it (folder 0700, files 0600). Secrets are in it only where somebody asked.
 */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { databaseKind } from '../../../config/database-kind.js';
import type { Environment } from '../../../config/environment.js';
import { secretPrints, secretsOf } from '../../../config/secret-prints.js';
import { secretsText } from '../../../config/secrets.js';
import { COPY_NAMES, copyDatabase } from '../../../database/backup/copied-database.js';
import type { AskRows } from '../../../database/backup/copying.js';
import { digestOf, syncPath, writeThrough } from '../../../shared/on-disk.js';
import { copyBeside, copyStored } from './copying-files.js';
import { type Entry, MANIFEST, type Manifest, manifestText, SECRETS } from './manifest.js';
import { namedFiles } from './named-files.js';

export interface Making {
  /** Where the backup will be; nothing is there yet. */
  readonly folder: string;
  readonly withSecrets: boolean;
  readonly now: Date;
  readonly progress: MakingProgress;
}

export interface MakingProgress {
  /** Share of the database, 0 to 1. */
  database(share: number): void;
  files(done: number, of: number): void;
}

export interface MadeBackup {
  readonly counts: Manifest['counts'];
  readonly files: number;
  readonly sizeBytes: number;
  /** Stored files that the database names and that are not there. */
  readonly absent: readonly string[];
  /** Stored files whose bytes are not those that were stored; they are in the backup as they are. */
  readonly damaged: readonly string[];
}

interface Found {
  readonly migrations: string[];
  readonly counts: Manifest['counts'];
  readonly named: ReadonlyMap<string, string>;
}

/** Leaves nothing behind where it throws. */
export async function makeBackup(environment: Environment, making: Making): Promise<MadeBackup> {
  const partial = `${making.folder}.partial`;
  await mkdir(partial, { mode: 0o700 });
  try {
    const made = await fill(environment, partial, making);
    await rename(partial, making.folder);
    await syncPath(dirname(making.folder));
    return made;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  environment: Environment,
  folder: string,
  { withSecrets, now, progress }: Making,
): Promise<MadeBackup> {
  const { migrations, counts, named } = await copyDatabase<Found>(environment, {
    folder,
    progress: (share) => progress.database(share),
    read: lookInto,
  });
  const { dataDir } = environment;
  const stored = await copyStored(dataDir, folder, {
    named,
    progress: (done) => progress.files(done, named.size),
  });
  const entries = [
    await databaseEntry(folder),
    ...stored.entries,
    ...(await copyBeside(dataDir, folder)),
    ...(withSecrets ? [await putSecrets(environment, folder)] : []),
  ];
  const text = manifestText({
    madeAt: now.toISOString(),
    database: { kind: databaseKind, migrations },
    counts,
    secrets: { areInside: withSecrets, prints: secretPrints(environment) },
    entries,
    absent: [...stored.absent],
  });
  await writeThrough(join(folder, MANIFEST), text);
  await syncPath(folder);
  const sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, Buffer.byteLength(text));
  const { absent, damaged } = stored;
  return { counts, files: stored.entries.length, sizeBytes, absent, damaged };
}

async function databaseEntry(folder: string): Promise<Entry> {
  const path = COPY_NAMES[databaseKind];
  await syncPath(join(folder, path));
  return { path, ...(await digestOf(join(folder, path))) };
}

async function putSecrets(environment: Environment, folder: string): Promise<Entry> {
  const file = join(folder, SECRETS);
  await writeThrough(file, secretsText(secretsOf(environment)));
  return { path: SECRETS, ...(await digestOf(file)) };
}

async function lookInto(ask: AskRows): Promise<Found> {
  const migrations = await ask<{ name: string }>('SELECT name FROM migrations ORDER BY id');
  const [requests] = await ask<{ n: number | string }>(
    'SELECT COUNT(*) AS n FROM service_requests',
  );
  const [steps] = await ask<{ n: number | string }>('SELECT COUNT(*) AS n FROM steps');
  return {
    migrations: migrations.map(({ name }) => name),
    counts: { requests: Number(requests?.n), steps: Number(steps?.n) },
    named: await namedFiles(ask),
  };
}
