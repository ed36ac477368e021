/**
 * What opens the answer to what one step asked: the step's number, the request's id, and a keyed hash of both, of what is asked and of the
 * password's fingerprint (256 bits). A new password voids it.
 */
import type { Vault } from '../../config/vault.js';

const SHAPE = /^([1-9]\d{0,5})\.([A-Za-z0-9_-]{22})[A-Za-z0-9_-]{43}$/;

/** `question`: the office's; `feedback`: how the closing satisfied. One never opens the other. */
export type Asked = 'question' | 'feedback';

export interface NamedStep {
  readonly requestId: string;
  /** Of the step that asked. */
  readonly seq: number;
}

export function stepToken(
  vault: Vault,
  asked: Asked,
  step: NamedStep & { readonly passwordFingerprint: string | null },
): string {
  const { requestId, seq, passwordFingerprint } = step;
  const id = Buffer.from(requestId.replaceAll('-', ''), 'hex').toString('base64url');
  const secret = `${asked}:${requestId}:${seq}:${passwordFingerprint ?? ''}`;
  const mac = Buffer.from(vault.fingerprint(secret), 'hex').toString('base64url');
  return `${seq}.${id}${mac}`;
}

/** What the token names, its hash not yet compared; null for what cannot be one. */
export function stepOf(token: string): NamedStep | null {
  const [, seq, id] = SHAPE.exec(token) ?? [];
  if (!seq || !id) return null;
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const requestId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { requestId, seq: Number(seq) };
}
