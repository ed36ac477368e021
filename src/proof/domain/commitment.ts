/**
 * A commitment binds a step to a value without showing it (DESIGN.md, data decision 2; RELIABILITY rule 29).
 *
 * - commitment = SHA-256 (salt bytes ‖ RFC 8785 JSON of {name, value}), 64 hex characters.
 * - Each value has its OWN salt of 32 random bytes: who has the step but not the salt can neither read nor guess the value.
 * - A salt has exactly one spelling (43 characters base64url), so that no character of it can be changed unseen.
 */
import { hash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.js';

const SALT_BYTES = 32;
/** Asking the system for bytes costs more than the hashing: it is asked for many salts at once, each used for one value. */
const SALTS_AT_ONCE = 128;
let spare = Buffer.alloc(0);

/** A value as `step_values` keeps it: JSON text and salt, both null once erased. */
export interface SaltedValue {
  readonly name: string;
  readonly value: string | null;
  readonly salt: string | null;
}

/** 32 fresh random bytes, base64url, 43 characters. */
export function newSalt(): string {
  if (spare.length < SALT_BYTES) spare = randomBytes(SALT_BYTES * SALTS_AT_ONCE);
  const bytes = spare.subarray(0, SALT_BYTES);
  spare = spare.subarray(SALT_BYTES);
  return bytes.toString('base64url');
}

/** The commitment to `value` under `name`. Throws for a salt that is not one of ours and for a value without a JSON form. */
export function commit(name: string, value: unknown, salt: string): string {
  const bytes = saltBytes(salt);
  if (!bytes) throw new TypeError('a salt is 32 bytes in base64url');
  return commitToText(name, canonicalJson(value), bytes);
}

/** Salts and commits each value of a step: what goes into the step, and what goes into `step_values`. Skips what is undefined. */
export function commitValues(values: Readonly<Record<string, unknown>>): {
  commitments: Record<string, string>;
  salted: SaltedValue[];
} {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const salts = randomBytes(SALT_BYTES * given.length); // one call: it costs more than the hashing
  const commitments: [string, string][] = [];
  const salted = given.map(([name, value], index) => {
    const bytes = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
    const text = canonicalJson(value);
    commitments.push([name, commitToText(name, text, bytes)]);
    return { name, value: text, salt: bytes.toString('base64url') };
  });
  return { commitments: Object.fromEntries(commitments), salted };
}

/** Whether a stored value, still with its salt, is the one that was committed to. False for anything malformed, never a throw. */
export function matchesCommitment(stored: SaltedValue, commitment: string): boolean {
  if (stored.value === null || stored.salt === null || !saltBytes(stored.salt)) return false;
  try {
    return commit(stored.name, JSON.parse(stored.value), stored.salt) === commitment;
  } catch {
    return false; // text that is no JSON was not written by us
  }
}

/** `name` sorts before `value`, so this is the RFC 8785 JSON of both without a second walk through the value. */
function commitToText(name: string, canonicalValue: string, salt: Buffer): string {
  const text = `{"name":${JSON.stringify(name)},"value":${canonicalValue}}`;
  return hash('sha256', Buffer.concat([salt, Buffer.from(text, 'utf8')]));
}

function saltBytes(salt: string): Buffer | null {
  const bytes = Buffer.from(salt, 'base64url'); // lenient: skips foreign characters, ignores spare bits
  return bytes.length === SALT_BYTES && bytes.toString('base64url') === salt ? bytes : null;
}
