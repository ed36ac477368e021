/**
 * A town from its backup.
 *
 * - Everything is checked before anything is written: that this program knows its schema, that the secrets are those of then, that nothing is
 *   here that would be lost, and every checksum.
 * - The town may have gone on after the backup, on a machine that is lost now. So, unless one says that it was stopped before (`isMoved`):
 *   letters that wait are held for a person's word, the next ticket numbers are left out, and everybody signs in again.
 * - What is replaced is set aside under another name, never deleted.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { endAllSessions } from '../../../access/sessions/end-all-sessions.js';
import { civilYear } from '../../../calendar/domain/civil-time.js';
import { databaseKind } from '../../../config/database-kind.js';
import type { Environment } from '../../../config/environment.js';
import { makeDataFolder, secretsFile } from '../../../config/secrets.js';
import { COPY_NAMES } from '../../../database/backup/copied-database.js';
import {
  asideName,
  holdAlone,
  isDatabaseThere,
  restoreDatabase,
} from '../../../database/backup/restored-database.js';
import type { Schema } from '../../../database/data-source.js';
import { holdWaiting } from '../../../deliveries/held-deliveries.service.js';
import { skipTicketNumbers } from '../../../requests/filing/ticket-numbers.js';
import { copyThrough } from '../../../shared/on-disk.js';
import { checkEntries, openBackup } from './backup-folder.js';
import { type Manifest, SECRETS } from './manifest.js';
import { placeFiles } from './placing-files.js';
import {
  refuseNewer,
  refuseOtherKind,
  refuseOtherSecrets,
  refuseToLose,
  secretsComeAlong,
} from './restore-refusals.js';

export interface RestoreOptions {
  /** What is here is set aside. */
  readonly isReplacing: boolean;
  /** The town was stopped before the backup: nothing happened since. */
  readonly isMoved: boolean;
  /** How many ticket numbers are left out. */
  readonly skippedNumbers: number;
  readonly allowsOtherSecrets: boolean;
}

export interface Restore {
  /** The backup. */
  readonly folder: string;
  readonly schema: Schema;
  readonly options: RestoreOptions;
  readonly now: Date;
  /** The settings as they are after secrets were put into the data folder. */
  readonly look: () => Environment;
  readonly progress: (what: RestorePart, done: number, of: number | null) => void;
  /** Called when everything is in its place and the schema is this program's. */
  readonly finish: (writer: DataSource, restored: Restored) => Promise<void>;
}
export type RestorePart = 'checking' | 'files' | 'database';

export interface Restored {
  readonly manifest: Manifest;
  readonly files: number;
  /** Letters that wait for a person's word. */
  readonly held: number;
  /** The last number that was left out, of each year that it may concern. */
  readonly lastSkipped: readonly string[];
  readonly asideAs: string | null;
}

/** Throws a plain fault, and has changed nothing of the town, where the backup is refused. */
export async function restoreBackup(environment: Environment, restore: Restore): Promise<Restored> {
  const { folder, options, schema } = restore;
  const manifest = await openBackup(folder);
  refuseOtherKind(manifest);
  refuseNewer(manifest, schema);
  const bringsSecrets = secretsComeAlong(environment, manifest);
  if (!bringsSecrets && !options.allowsOtherSecrets) refuseOtherSecrets(environment, manifest);
  if (!options.isReplacing) await refuseToLose(environment);
  await checkEntries(folder, manifest, (done, of) => restore.progress('checking', done, of));
  makeDataFolder(environment.dataDir);
  const release = await holdAlone(environment);
  try {
    if (bringsSecrets) await placeSecrets(environment, restore, manifest);
    return await place(environment, restore, manifest);
  } finally {
    release();
  }
}

/** What the environment sets itself wins over the folder: then these are not the secrets that count. */
async function placeSecrets(
  environment: Environment,
  { folder, look, options }: Restore,
  manifest: Manifest,
): Promise<void> {
  const file = secretsFile(environment.dataDir);
  await copyThrough(join(folder, SECRETS), file);
  try {
    if (!options.allowsOtherSecrets) refuseOtherSecrets(look(), manifest);
  } catch (error) {
    await rm(file);
    throw error;
  }
}

async function place(
  environment: Environment,
  { folder, schema, options, now, progress, finish }: Restore,
  manifest: Manifest,
): Promise<Restored> {
  const isThere = await isDatabaseThere(environment);
  const asideAs = isThere ? asideName(environment, now) : null;
  const files = await placeFiles(folder, environment.dataDir, {
    entries: manifest.entries,
    progress: (done, of) => progress('files', done, of),
  });
  let restored: Restored = { manifest, files, held: 0, lastSkipped: [], asideAs };
  await restoreDatabase(environment, {
    file: join(folder, COPY_NAMES[databaseKind]),
    ...{ schema, asideAs, migrations: manifest.database.migrations },
    progress: (count) => progress('database', count, null),
    quieten: async (em) => {
      if (!options.isMoved)
        restored = { ...restored, ...(await quieten(em, manifest, { ...options, now })) };
    },
    finish: (writer) => finish(writer, restored),
  });
  return restored;
}

async function quieten(
  em: EntityManager,
  { madeAt }: Manifest,
  { skippedNumbers, now }: { skippedNumbers: number; now: Date },
): Promise<Pick<Restored, 'held' | 'lastSkipped'>> {
  const held = await holdWaiting(em);
  await endAllSessions(em);
  const lastSkipped: string[] = [];
  if (skippedNumbers > 0)
    for (let year = civilYear(new Date(madeAt)); year <= civilYear(now); year += 1)
      lastSkipped.push(await skipTicketNumbers(em, year, skippedNumbers));
  return { held, lastSkipped };
}
