/** Why a backup is not restored here, each in one sentence for whoever typed the command. Looks only, changes nothing. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseKind } from '../../../config/database-kind.js';
import type { Environment } from '../../../config/environment.js';
import { otherSecrets } from '../../../config/secret-prints.js';
import { secretsFile } from '../../../config/secrets.js';
import { isDatabaseThere } from '../../../database/backup/restored-database.js';
import type { Schema } from '../../../database/data-source.js';
import { storeFolder } from '../../../files/stored-path.js';
import { PlainFault } from '../../../shared/plain-fault.js';
import { type Manifest, SECRETS } from './manifest.js';

const KIND_NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

export function refuseOtherKind({ database }: Manifest): void {
  if (database.kind === databaseKind) return;
  throw new PlainFault(
    `this backup is of ${KIND_NAMES[database.kind]} and DATABASE_URL says ${KIND_NAMES[databaseKind]}: a backup is restored into the kind of database that it was made of`,
  );
}

export function refuseNewer({ database }: Manifest, { migrations }: Schema): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = database.migrations.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new PlainFault(
    `this backup is of a newer version of Iter: its schema has ${unknown.join(', ')}, which this program does not know. Install that version (or a newer one) first`,
  );
}

/** True where the backup carries the secrets and they can be put into the data folder. */
export function secretsComeAlong(environment: Environment, manifest: Manifest): boolean {
  const { prints, areInside } = manifest.secrets;
  if (otherSecrets(environment, prints).length === 0) return false;
  return areInside && !environment.isProduction && !existsSync(secretsFile(environment.dataDir));
}

export function refuseOtherSecrets(environment: Environment, { secrets }: Manifest): void {
  const others = otherSecrets(environment, secrets.prints);
  if (others.length === 0) return;
  const carried = secrets.areInside ? ` (this backup carries them: ${SECRETS})` : '';
  throw new PlainFault(
    `these secrets are not those of the backup: ${others.join(', ')}. Set them as they were then${carried}. With --other-secrets the restore goes on without them: with another ITER_PASSWORD_PEPPER every ticket password is void, without a key of ITER_ENCRYPTION_KEYS nobody reads the letters that wait and the webhook secrets`,
  );
}

export async function refuseToLose(environment: Environment): Promise<void> {
  const found = [
    ...((await isDatabaseThere(environment)) ? ['a database'] : []),
    ...((await hasStoredFiles(environment.dataDir)) ? ['stored files'] : []),
  ];
  if (found.length === 0) return;
  throw new PlainFault(
    `this place is not empty: it has ${found.join(' and ')} (data folder ${environment.dataDir}). A backup is restored into an empty one; with --replace the database that is here is set aside, not deleted`,
  );
}

async function hasStoredFiles(dataDir: string): Promise<boolean> {
  const folder = storeFolder(dataDir);
  if (!existsSync(folder)) return false;
  const shards = (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  for (const shard of shards) {
    const inside = await readdir(join(folder, shard), { recursive: true, withFileTypes: true });
    if (inside.some((one) => one.isFile())) return true;
  }
  return false;
}
