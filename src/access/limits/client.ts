import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** Who stands at one connection, as far as limits care: the IPv4 address, or the /64 of an IPv6 one. */
export function clientOf(req: Request): string {
  return prefix(req.ip, 32, 64);
}

/** The same, coarse enough for a log: /24 or /48. */
export function coarseClientOf(req: Request): string {
  return prefix(req.ip, 24, 48);
}

export function isInside(client: string, networks: readonly string[]): boolean {
  const address = parse(client.split('/')[0]);
  if (!address) return false;
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === address.kind() && address.match(base, bits);
  });
}

function prefix(text: string | undefined, bits4: number, bits6: number): string {
  const address = parse(text);
  if (!address) return 'unknown'; // one bucket for all who hide: they limit each other
  const bits = address.kind() === 'ipv4' ? bits4 : bits6;
  const bytes = address.toByteArray().map((byte, i) => byte & maskOf(bits - 8 * i));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}

function maskOf(bitsLeft: number): number {
  if (bitsLeft >= 8) return 0xff;
  return bitsLeft <= 0 ? 0 : (0xff << (8 - bitsLeft)) & 0xff;
}

function parse(text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return text && ipaddr.isValid(text) ? ipaddr.process(text) : null; // IPv4 in IPv6 clothes becomes IPv4
}
