/**
 * What opens a task's link, a follower's or that of a monthly letter: its id and a keyed hash of it (256 bits). Nothing secret is stored, and the same link in two letters reads
 * the same.
 */
import type { Vault } from '../../../config/vault.js';

const SHAPE = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/;

/** What a link is for: a token of one use opens nothing of another. */
export type LinkUse = 'task-link' | 'follower' | 'district-digest';

export function linkToken(vault: Vault, linkId: string, use: LinkUse = 'task-link'): string {
  const id = Buffer.from(linkId.replaceAll('-', ''), 'hex').toString('base64url');
  return id + Buffer.from(vault.fingerprint(purpose(linkId, use)), 'hex').toString('base64url');
}

/** The link's id; null for what we did not sign. */
export function linkIdOf(vault: Vault, token: string, use: LinkUse = 'task-link'): string | null {
  const [, id, mac] = SHAPE.exec(token) ?? [];
  if (!id || !mac) return null;
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const linkId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const given = Buffer.from(mac, 'base64url').toString('hex');
  return vault.matches(purpose(linkId, use), given) ? linkId : null;
}

function purpose(linkId: string, use: LinkUse): string {
  return `${use}:${linkId}`;
}
