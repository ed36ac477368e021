import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { type Environment } from '../../../config/environment.js';
import { secretsFile } from '../../../config/secrets.js';
import { FreeSpace, NEEDED_BYTES } from '../../../files/free-space.js';
import { readLastBackup } from '../backup/last-backup.js';
import { fault, type Finding, ok, warning } from './finding.js';

const DAY_MS = 86_400_000;
const OLDEST_BACKUP_MS = 2 * DAY_MS;
const FOR_OTHERS = 0o077;

/** The data folder, the disk below it, who may read the secrets, and the last backup. Leaves everything as it is. */
export async function lookAtMachine(environment: Environment, now: Date): Promise<Finding[]> {
  const { dataDir } = environment;
  const isOurs = await access(dataDir, constants.W_OK | constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!isOurs)
    return [fault('folder', `${dataDir} is not there, or this user may not write in it`)];
  return [
    ok('folder', `${dataDir} can be written`),
    await ofDisk(new FreeSpace(environment)),
    ...(await ofSecrets(dataDir)),
    await ofBackup(dataDir, now),
  ];
}

async function ofDisk(space: FreeSpace): Promise<Finding> {
  const free = await space.freeBytes();
  const sentence = `${Math.floor(free / 1e6)} MB free`;
  if (free < NEEDED_BYTES.filing) return fault('disk', `${sentence}: reports are refused`);
  if (free < NEEDED_BYTES.upload) return fault('disk', `${sentence}: photos are refused`);
  if (free < 4 * NEEDED_BYTES.upload) return warning('disk', `${sentence}: make room soon`);
  return ok('disk', sentence);
}

async function ofSecrets(dataDir: string): Promise<Finding[]> {
  const file = secretsFile(dataDir);
  const found = await stat(file).catch(() => null); // in production they come from the settings
  if (!found || (found.mode & FOR_OTHERS) === 0) return [];
  return [fault('secrets', `others may read ${file}: chmod 600, and think of who has`)];
}

async function ofBackup(dataDir: string, now: Date): Promise<Finding> {
  const last = await readLastBackup(dataDir);
  if (!last) return warning('backup', 'none was ever made here: npm run iter -- backup <folder>');
  const ageMs = now.getTime() - new Date(last.madeAt).getTime();
  const sentence = `the last is of ${last.madeAt}, in ${last.folder}`;
  return ageMs > OLDEST_BACKUP_MS ? warning('backup', sentence) : ok('backup', sentence);
}
