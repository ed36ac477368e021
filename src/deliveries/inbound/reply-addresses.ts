import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { Vault } from '../../config/vault.js';

/** What mail to a signed address is about; `sheet` is a partner's monthly work sheet, by the partner's id. */
export const REPLY_KINDS = { task: 't', request: 'r', bounce: 'b', sheet: 's' } as const;
export type ReplyKind = keyof typeof REPLY_KINDS;

export interface ReadAddress {
  readonly kind: ReplyKind;
  readonly id: string;
}

const PART = 26; // 16 bytes in base 32
const SHAPE = /\+([trbs])([0-9a-v]{26})([0-9a-v]{26})@/i;

/**
 * Addresses that only we can make: what they are about and a keyed hash of it (128 bits), in lower case, since servers may fold it. A
 * sender's own address says nothing: only who got a letter of ours knows where its answer goes.
 */
@Injectable()
export class ReplyAddresses {
  constructor(
    private readonly environment: Environment,
    private readonly vault: Vault,
  ) {}

  /** Null where the installation reads no mail. */
  of(kind: ReplyKind, id: string): string | null {
    const { replyTo } = this.environment;
    if (!replyTo) return null;
    const [local = '', host = ''] = replyTo.split('@');
    return `${local}+${REPLY_KINDS[kind]}${base32(id.replaceAll('-', ''))}${this.mac(kind, id)}@${host}`;
  }

  /** Null for an address that we did not make. */
  read(address: string): ReadAddress | null {
    const [, letter = '', id32 = '', mac = ''] = SHAPE.exec(address.toLowerCase()) ?? [];
    const kind = (Object.keys(REPLY_KINDS) as ReplyKind[]).find(
      (one) => REPLY_KINDS[one] === letter,
    ); // keys of our list
    if (!kind) return null;
    const hex = unbase32(id32).toString(16).padStart(32, '0');
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return this.mac(kind, id) === mac ? { kind, id } : null;
  }

  private mac(kind: ReplyKind, id: string): string {
    return base32(this.vault.fingerprint(`reply:${kind}:${id}`).slice(0, 32));
  }
}

function base32(hex: string): string {
  return BigInt(`0x${hex}`).toString(32).padStart(PART, '0');
}

function unbase32(text: string): bigint {
  return Array.from(text).reduce((sum, digit) => sum * 32n + BigInt(parseInt(digit, 32)), 0n);
}
