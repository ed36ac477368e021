/** By what a line of a sheet and a work of ours are known to be one, the surest first. Pure. */
import { addressKey, streetAddress } from '../../territory/domain/street-address.js';
import { searchable } from '../../shared/normalize.js';
import type { HeldWork, SheetRow } from './sheet-row.js';

type Key<T> = (one: T) => string | null;

export interface KeyPair {
  readonly theirs: Key<SheetRow>;
  readonly ours: Key<HeldWork>;
}

export const KEYS: readonly KeyPair[] = [
  { theirs: (row) => row.ticketNumber, ours: (work) => work.ticketNumber },
  { theirs: (row) => plain(row.reference), ours: (work) => plain(work.reference) },
  { theirs: (row) => dated(row.place, row.day), ours: (work) => dated(work.place, work.day) },
  { theirs: (row) => at(row.address, row.day), ours: (work) => at(work.address, work.day) },
];

/** Letters and figures only: `PL-0042` and `pl 0042` are one. */
export function plain(text: string | null): string | null {
  return text === null ? null : searchable(text).replace(/[^a-z0-9]/g, '') || null;
}

function dated(place: string | null, day: string | null): string | null {
  const name = plain(place);
  return name && day ? `${name}|${day}` : null;
}

function at(text: string | null, day: string | null): string | null {
  const address = text === null ? null : streetAddress(text);
  return address && day ? `${addressKey(address)}|${day}` : null;
}
