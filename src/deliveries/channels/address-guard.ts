import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { Injectable, Optional } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import {
  isInRanges,
  isPublicAddress,
  normalAddress,
  parseRange,
  type Range,
} from '../domain/address-range.js';
import { withinMs } from './deadline.js';

export interface CheckedAddress {
  readonly address: string;
  readonly family: number;
}

/** Says no more than this: what was found behind the name is nobody's business. */
export class AddressNotAllowed extends Error {
  constructor() {
    super('address not allowed');
  }
}

/** Turns a name into all of its addresses. */
export abstract class Resolver {
  abstract all(hostname: string): Promise<CheckedAddress[]>;
}

const DNS_LIMIT_MS = 5_000;

/**
 * Keeps webhooks out of our own network (RELIABILITY rule 12). Promises one address that has passed, to be connected to as it is:
 * resolving again could give another. Refuses with {@link AddressNotAllowed} anything but `https` on port 443 to a name whose every
 * address is public and not this machine's. Ranges of WEBHOOK_ALLOW (never in production) pass over any port and with `http`.
 */
@Injectable()
export class AddressGuard {
  private readonly allowed: readonly Range[];

  constructor(
    environment: Environment,
    @Optional() private readonly resolver?: Resolver,
  ) {
    if (environment.isProduction && environment.webhookAllow.length > 0)
      throw new Error('WEBHOOK_ALLOW is for demo and tests, not for production');
    this.allowed = environment.webhookAllow.map(parseRange);
  }

  async addressFor(text: string): Promise<CheckedAddress> {
    const url = this.parse(text);
    const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const literal = normalAddress(hostname);
    const found = literal === null ? await this.resolve(hostname) : [asChecked(hostname)];
    const [first] = found;
    const isOpen = literal === null && url.protocol === 'https:' && url.port === '';
    if (!first || !found.every(({ address }) => this.passes(address, isOpen)))
      throw new AddressNotAllowed();
    return first;
  }

  private parse(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    if (!url || !isWeb || url.username || url.password) throw new AddressNotAllowed();
    return url;
  }

  private resolve(hostname: string): Promise<CheckedAddress[]> {
    const found = this.resolver?.all(hostname) ?? lookup(hostname, { all: true });
    return withinMs(DNS_LIMIT_MS, found);
  }

  private passes(address: string, isOpen: boolean): boolean {
    if (isInRanges(address, this.allowed)) return true;
    return isOpen && isPublicAddress(address) && !ownAddresses().has(normalAddress(address));
  }
}

function asChecked(literal: string): CheckedAddress {
  return { address: literal, family: literal.includes(':') ? 6 : 4 };
}

function ownAddresses(): Set<string | null> {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return new Set(all.map(({ address }) => normalAddress(address)));
}
