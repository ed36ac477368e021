/**
 * Lines of a sheet that list a job once more: they found no work of ours because another line has it, or say the very same as a line before them
 * of which we know nothing either. A contradicting number of ours is another job; so is another number of theirs, where only the address is
 * the same: a road has many lamps. Pure.
 */
import { KEYS, plain } from './keys.js';
import type { HeldWork, SheetRow } from './sheet-row.js';

/** The line that lists the job already, and the work of ours that it has. */
export interface Listed {
  readonly row: SheetRow;
  readonly ours: HeldWork | null;
}

/** `found`: which work of ours each row has taken. Only rows that list a job once more are in the answer. */
export function listedTwice(
  rows: readonly SheetRow[],
  found: ReadonlyMap<SheetRow, HeldWork>,
): Map<SheetRow, Listed> {
  const claims = claimsOf(found);
  const unknown = new Map<string, SheetRow>();
  const twice = new Map<SheetRow, Listed>();
  for (const row of rows) {
    if (found.has(row)) continue;
    const claim = claimOn(row, claims);
    const same = sameWords(row);
    const before = unknown.get(same);
    if (claim) twice.set(row, claim);
    else if (before) twice.set(row, { row: before, ours: null });
    else unknown.set(same, row);
  }
  return twice;
}

type Claims = readonly Map<string, Listed>[];

/** By each key, as the line says it and as we do: who has the work. */
function claimsOf(found: ReadonlyMap<SheetRow, HeldWork>): Claims {
  return KEYS.map(({ theirs, ours }) => {
    const claims = new Map<string, Listed>();
    for (const [row, work] of found)
      for (const key of [theirs(row), ours(work)])
        if (key !== null && !claims.has(key)) claims.set(key, { row, ours: work });
    return claims;
  });
}

function claimOn(row: SheetRow, claims: Claims): Listed | null {
  for (const [i, { theirs }] of KEYS.entries()) {
    const key = theirs(row);
    const claim = key === null ? undefined : claims[i]?.get(key);
    if (claim && !isOtherJob(row, claim, i === KEYS.length - 1)) return claim;
  }
  return null;
}

function isOtherJob(row: SheetRow, { row: first, ours }: Listed, isByAddress: boolean): boolean {
  const number = ours?.ticketNumber ?? first.ticketNumber;
  if (row.ticketNumber !== null && row.ticketNumber !== number) return true;
  const [reference, other] = [plain(row.reference), plain(first.reference)];
  const [place, otherPlace] = [plain(row.place), plain(first.place)];
  const differ = (a: string | null, b: string | null): boolean =>
    a !== null && b !== null && a !== b;
  return isByAddress && (differ(reference, other) || differ(place, otherPlace));
}

function sameWords({ ticketNumber, reference, place, address, day }: SheetRow): string {
  return JSON.stringify([ticketNumber, ...[reference, place, address].map(plain), day]);
}
