/**
 * The password of a ticket: 12 Crockford base32 characters (60 bits) made by the machine, in three groups of four, fit to be dictated on
 * the telephone. Case, spaces and hyphens are ignored; O is read as 0, I and L as 1 (RELIABILITY rule 15).
 */
import { randomBytes } from 'node:crypto';
import { crockford } from './ticket-number.js';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newTicketPassword(): string {
  const characters = Array.from(randomBytes(12), (byte) => SYMBOLS.charAt(byte & 31)).join('');
  return characters.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3');
}

/** What is compared: bare characters. Anything typed gives some text; a wrong one simply does not match. */
export function barePassword(typed: string): string {
  return crockford(typed.slice(0, 60).replace(/[\s-]/g, ''));
}
