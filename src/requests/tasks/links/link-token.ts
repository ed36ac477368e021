/**
 * What opens a task's link: its id and a keyed hash of it (256 bits). Nothing secret is stored, and the same link in two letters reads
 * the same.
 */
import type { Vault } from '../../../config/vault.js';

const SHAPE = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/;

export function linkToken(vault: Vault, linkId: string): string {
  const id = Buffer.from(linkId.replaceAll('-', ''), 'hex').toString('base64url');
  return id + Buffer.from(vault.fingerprint(purpose(linkId)), 'hex').toString('base64url');
}

/** The link's id; null for what we did not sign. */
export function linkIdOf(vault: Vault, token: string): string | null {
  const [, id, mac] = SHAPE.exec(token) ?? [];
  if (!id || !mac) return null;
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const linkId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const given = Buffer.from(mac, 'base64url').toString('hex');
  return vault.matches(purpose(linkId), given) ? linkId : null;
}

function purpose(linkId: string): string {
  return `task-link:${linkId}`;
}
