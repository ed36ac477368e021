import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Signs what leaves (RFC 6376): the selector's public key is in the DNS of the domain. */
export interface DkimKey {
  readonly domainName: string;
  readonly keySelector: string;
  /** PEM. */
  readonly privateKey: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Settings that belong together and came alone, and a key that is none. */
export function mailAccountFaults(given: Variables): string[] {
  const faults = [...halves(given, DKIM), ...halves(given, ['PEC_URL', 'PEC_FROM'])];
  const file = given['DKIM_KEY_FILE'];
  if (file && !isKey(file)) faults.push('DKIM_KEY_FILE is not a readable private key (PEM)');
  return faults;
}

/** Undefined where the settings are not there. */
export function dkimKey(given: Variables): DkimKey | undefined {
  const [domainName, keySelector, file] = DKIM.map((key) => given[key]);
  if (!domainName || !keySelector || !file) return undefined;
  return { domainName, keySelector, privateKey: readFileSync(file, 'utf8') };
}

const DKIM = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'];

function halves(given: Variables, keys: readonly string[]): string[] {
  const missing = keys.filter((key) => !given[key]);
  if (missing.length === keys.length) return [];
  return missing.map((key) => `${key} is missing: ${keys.join(', ')} belong together`);
}

function isKey(file: string): boolean {
  try {
    createPrivateKey(readFileSync(file));
    return true;
  } catch {
    return false;
  }
}
