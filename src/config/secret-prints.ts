import { createHash } from 'node:crypto';
import type { Environment } from './environment.js';
import type { Secrets } from './secrets.js';

/** By what a secret is known again without being told: the secrets are 32 random bytes, of which a hash says nothing. */
export interface SecretPrints {
  readonly pepper: string;
  /** By the id of the key. */
  readonly encryptionKeys: Readonly<Record<string, string>>;
}

/** Of the secrets without which stored data cannot be read or proved. A new session secret only signs people out. */
export function secretPrints({ passwordPepper, encryptionKeys }: Environment): SecretPrints {
  return {
    pepper: printOf(passwordPepper),
    encryptionKeys: Object.fromEntries(encryptionKeys.map(({ id, key }) => [id, printOf(key)])),
  };
}

/** The settings, by name, that do not hold what the prints were taken of. One key more than there was is no fault. */
export function otherSecrets(environment: Environment, of: SecretPrints): string[] {
  const here = secretPrints(environment);
  const keys = Object.entries(of.encryptionKeys);
  return [
    ...(here.pepper === of.pepper ? [] : ['ITER_PASSWORD_PEPPER']),
    ...keys
      .filter(([id, print]) => here.encryptionKeys[id] !== print)
      .map(([id]) => `ITER_ENCRYPTION_KEYS (key ${id})`),
  ];
}

/** The secrets again, as settings. */
export function secretsOf(environment: Environment): Secrets {
  const keys = environment.encryptionKeys.map(({ id, key }) => `${id}:${key.toString('base64')}`);
  return {
    ITER_SESSION_SECRET: environment.sessionSecret,
    ITER_PASSWORD_PEPPER: environment.passwordPepper,
    ITER_ENCRYPTION_KEYS: keys.join(','),
  };
}

function printOf(secret: string | Buffer): string {
  return createHash('sha256').update('iter secret ').update(secret).digest('hex').slice(0, 16);
}
