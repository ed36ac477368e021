/**
 * Lays a partner's sheet beside what we hold. Each line of the sheet takes at most one work of ours and each work at most one line, by our
 * number first, then by the partner's own, then by place and day, then by address and day: the surer key goes first over the whole
 * sheet, so that a guess never takes what a number claims. Costs one pass per key.
 */
import { searchable } from '../../shared/normalize.js';
import type { Difference, HeldWork, MatchedLine, SheetRow } from './sheet-row.js';

type Key<T> = (one: T) => string | null;

const KEYS: readonly { readonly theirs: Key<SheetRow>; readonly ours: Key<HeldWork> }[] = [
  { theirs: (row) => row.ticketNumber, ours: (work) => work.ticketNumber },
  { theirs: (row) => plain(row.reference), ours: (work) => plain(work.reference) },
  { theirs: (row) => dated(row.place, row.day), ours: (work) => dated(work.place, work.day) },
  { theirs: (row) => at(row.address, row.day), ours: (work) => at(work.address, work.day) },
];

/** `month`, `YYYY-MM`: only works done in it are missed where the sheet does not list them. */
export function matchSheet(
  rows: readonly SheetRow[],
  works: readonly HeldWork[],
  month: string,
): MatchedLine[] {
  const partner = new Map<SheetRow, HeldWork>();
  const taken = new Set<HeldWork>();
  for (const { theirs, ours } of KEYS) {
    const free = byKey(
      works.filter((work) => !taken.has(work)),
      ours,
    );
    for (const row of rows) {
      if (partner.has(row)) continue;
      const work = free.get(theirs(row) ?? '')?.shift();
      if (!work) continue;
      partner.set(row, work);
      taken.add(work);
    }
  }
  const listed = rows.map((row) => lineOf(row, partner.get(row)));
  const missing = works
    .filter((work) => !taken.has(work) && work.isDone && work.day?.startsWith(month))
    .map((work) => ({ kind: 'missing', theirs: null, ours: work, differences: [] }) as const);
  return [...listed, ...missing];
}

function lineOf(theirs: SheetRow, ours: HeldWork | undefined): MatchedLine {
  if (!ours) return { kind: 'unknown', theirs, ours: null, differences: [] };
  const differences = differencesOf(theirs, ours);
  return { kind: differences.length > 0 ? 'different' : 'matched', theirs, ours, differences };
}

/** What only one of the two says is no difference. */
export function differencesOf(theirs: SheetRow, ours: HeldWork): Difference[] {
  const differs = (a: string | number | null, b: string | number | null): boolean =>
    a !== null && b !== null && a !== b;
  const found: [Difference, boolean][] = [
    ['notDone', !ours.isDone],
    ['day', ours.isDone && differs(theirs.day, ours.day)],
    ['operator', differs(plain(theirs.operator), plain(ours.operator))],
    ['place', differs(plain(theirs.place), plain(ours.place))],
    ['amount', differs(theirs.amountCents, ours.amountCents)],
  ];
  return found.filter(([, isSo]) => isSo).map(([what]) => what);
}

function byKey(works: readonly HeldWork[], key: Key<HeldWork>): Map<string, HeldWork[]> {
  const found = new Map<string, HeldWork[]>();
  for (const work of works) {
    const name = key(work);
    if (!name) continue;
    const same = found.get(name);
    if (same) same.push(work);
    else found.set(name, [work]);
  }
  return found;
}

function dated(place: string | null, day: string | null): string | null {
  const name = plain(place);
  return name && day ? `${name}|${day}` : null;
}

function at(address: string | null, day: string | null): string | null {
  const name = addressKey(address);
  return name && day ? `${name}|${day}` : null;
}

/** Letters and figures only: `PL-0042` and `pl 0042` are one. */
function plain(text: string | null): string | null {
  return text === null ? null : searchable(text).replace(/[^a-z0-9]/g, '') || null;
}

/** `V. delle Reti, n. 3` and `Via delle Reti 3` are one. */
function addressKey(address: string | null): string | null {
  if (address === null) return null;
  const words = searchable(address)
    .replace(/\bv\.\s*|\bvia\b/g, ' ')
    .replace(/\bp\.?(zza|za)\b\.?|\bpiazza\b/g, ' pza ')
    .replace(/\bv\.?le\b\.?|\bviale\b/g, ' vle ')
    .replace(/\b(n|nr|num|civ|civico)\b\.?/g, ' ');
  return words.replace(/[^a-z0-9]/g, '') || null;
}
