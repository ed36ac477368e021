/**
 * Which network addresses a webhook may reach (RELIABILITY rule 12): IPv4 unicast, and IPv6 in 2000::/3 without the ranges that
 * lead back to IPv4 or to nowhere. `ipaddr.js` alone is too kind: it calls `::7f00:1` unicast.
 */
import ipaddr from 'ipaddr.js';

const GLOBAL_V6: Range = [ipaddr.parse('2000::'), 3];
const CLOSED_V6: readonly Range[] = [
  '64:ff9b::/96', // NAT64
  '64:ff9b:1::/48',
  '2002::/16', // 6to4
  '2001::/32', // Teredo
  '2001:db8::/32',
  '::/96',
].map((range) => ipaddr.parseCIDR(range));

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Range = [Address, number];

/** Throws where the text is not a CIDR range: the environment is wrong. */
export function parseRange(text: string): Range {
  return ipaddr.parseCIDR(text);
}

/** True for an address of the public internet. False for anything else, and for what is not an address. */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  if (address === null) return false;
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast';
  return isIn(address, GLOBAL_V6) && !CLOSED_V6.some((range) => isIn(address, range));
}

/** Whether an address lies in one of these CIDR ranges; text that is no range holds nothing. */
export function isInRanges(text: string, ranges: readonly Range[]): boolean {
  const address = parse(text);
  return address !== null && ranges.some((range) => isIn(address, range));
}

/** One spelling for equal addresses; a mapped IPv4 is the IPv4 that it means. Null where it is no address. */
export function normalAddress(text: string): string | null {
  return parse(text)?.toNormalizedString() ?? null;
}

function parse(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null; // `process` unmaps ::ffff:a.b.c.d
}

function isIn(address: Address, range: Range): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}
