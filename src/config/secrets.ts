import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secrets that a process needs. Outside production they are made at first start and kept in the data folder. */
export const SECRET_KEYS = [
  'ITER_SESSION_SECRET',
  'ITER_PASSWORD_PEPPER',
  'ITER_ENCRYPTION_KEYS',
] as const;

type Variables = Record<string, string | undefined>;
export type Secrets = Record<(typeof SECRET_KEYS)[number], string>;

/** Where a data folder keeps the secrets that were made for it. */
export function secretsFile(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/** The variables with the missing secrets filled in from `<dataDir>/secrets.json`, which is made where absent. */
export function withLocalSecrets(variables: Variables, dataDir: string): Variables {
  if (hasAll(variables)) return variables;
  makeDataFolder(dataDir);
  const file = secretsFile(dataDir);
  if (!existsSync(file))
    writeFileSync(file, secretsText(freshSecrets()), { mode: 0o600, flag: 'wx' });
  return withKeptSecrets(variables, dataDir);
}

/** The same for who only looks: where none are kept, some that count for this process alone; nothing is written. */
export function withKeptSecrets(variables: Variables, dataDir: string): Variables {
  if (hasAll(variables)) return variables;
  const file = secretsFile(dataDir);
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) // our own file
    : freshSecrets();
  return { ...kept, ...variables };
}

/** The data folder, which nobody but its owner may enter: it holds what people have told the council. One that is there stays as it is. */
export function makeDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** What stands in `secrets.json`. */
export function secretsText(secrets: Secrets): string {
  return JSON.stringify(secrets, null, 2);
}

/** New values for every secret, as `.env` wants them. */
export function freshSecrets(): Secrets {
  return {
    ITER_SESSION_SECRET: randomBytes(32).toString('base64'),
    ITER_PASSWORD_PEPPER: randomBytes(32).toString('base64'),
    ITER_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
}

function hasAll(variables: Variables): boolean {
  return SECRET_KEYS.every((key) => variables[key]);
}
