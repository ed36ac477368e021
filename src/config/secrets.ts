import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secrets that a process needs. Outside production they are made at first start and kept in the data folder. */
export const SECRET_KEYS = [
  'ITER_SESSION_SECRET',
  'ITER_PASSWORD_PEPPER',
  'ITER_ENCRYPTION_KEYS',
] as const;

/** The variables with the missing secrets filled in from `<dataDir>/secrets.json`, which is made where absent. */
export function withLocalSecrets(
  variables: Record<string, string | undefined>,
  dataDir: string,
): Record<string, string | undefined> {
  if (SECRET_KEYS.every((key) => variables[key])) return variables;
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify(freshSecrets(), null, 2), { mode: 0o600, flag: 'wx' });
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>; // our own file
  return { ...kept, ...variables };
}

/** New values for every secret, as `.env` wants them. */
export function freshSecrets(): Record<(typeof SECRET_KEYS)[number], string> {
  return {
    ITER_SESSION_SECRET: randomBytes(32).toString('base64'),
    ITER_PASSWORD_PEPPER: randomBytes(32).toString('base64'),
    ITER_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
}
