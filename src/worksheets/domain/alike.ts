/**
 * The work whose address may be the one of a line: the same day and number, and a road that the two call differently (`Corso G. Garibaldi`, or a
 * locality behind it) but with a word in common. Where works at several addresses may be meant, none is. Pure.
 */
import {
  addressKey,
  canBeSameRoad,
  type StreetAddress,
  streetAddress,
} from '../../territory/domain/street-address.js';
import type { HeldWork, SheetRow } from './sheet-row.js';

interface Addressed {
  readonly work: HeldWork;
  readonly address: StreetAddress;
}

/** Each call takes a work; null where there is none. */
export function alike(free: readonly HeldWork[]): (row: SheetRow) => HeldWork | null {
  const byWord = indexed(free);
  const taken = new Set<HeldWork>();
  return (row) => {
    const address = row.address === null ? null : streetAddress(row.address);
    if (!address || !row.day) return null;
    const near = signs(address, row.day).flatMap((sign) => byWord.get(sign) ?? []);
    const found = near.filter((one) => !taken.has(one.work) && canBeSameRoad(one.address, address));
    const [first] = found;
    if (!first || new Set(found.map((one) => addressKey(one.address))).size > 1) return null;
    taken.add(first.work);
    return first.work;
  };
}

function indexed(works: readonly HeldWork[]): Map<string, Addressed[]> {
  const found = new Map<string, Addressed[]>();
  for (const work of works) {
    const address = work.address === null ? null : streetAddress(work.address);
    if (!address || !work.day) continue;
    for (const sign of signs(address, work.day)) {
      const same = found.get(sign);
      if (same) same.push({ work, address });
      else found.set(sign, [{ work, address }]);
    }
  }
  return found;
}

/** One for each word of the name. */
function signs({ name, number, letter, spot }: StreetAddress, day: string): string[] {
  return name.map((word) => [day, number ?? '', letter ?? '', spot ?? '', word].join('|'));
}
