/**
 * Lays a partner's sheet beside what we hold. Each line of the sheet takes at most one work of ours and each work at most one line, by our
 * number first, then by the partner's own, then by place and day, then by address and day: the surer key goes first over the whole
 * sheet, so that a guess never takes what a number claims. Costs one pass per key.
 */
import {
  type KnownOperator,
  type Operators,
  operatorsOf,
} from '../../partners/domain/operators.js';
import { alike } from './alike.js';
import { differencesOf } from './differences.js';
import { type KeyPair, KEYS } from './keys.js';
import type { HeldWork, MatchedLine, SheetRow } from './sheet-row.js';
import { type Listed, listedTwice } from './twice.js';

export interface SheetOfMonth {
  /** `YYYY-MM`: only works done in it are missed where the sheet does not list them. */
  readonly month: string;
  /** The workers of the partner, as it registered them. */
  readonly operators: readonly KnownOperator[];
}

export function matchSheet(
  rows: readonly SheetRow[],
  works: readonly HeldWork[],
  { month, operators: register }: SheetOfMonth,
): MatchedLine[] {
  const operators = operatorsOf(register);
  const found = pairs(rows, works);
  const taken = new Set(found.values());
  const twice = listedTwice(rows, found);
  const listed = rows.map((row) => {
    const before = twice.get(row);
    return before ? againOf(row, before, operators) : lineOf(row, found.get(row), operators);
  });
  const missing = works
    .filter((work) => !taken.has(work) && work.isDone && work.day?.startsWith(month))
    .map((work) => ({ kind: 'missing', theirs: null, ours: work, differences: [] }) as const);
  return [...listed, ...missing];
}

/** Which work each row takes. A row that names a work by our number takes no other one, also where that has gone to a row before it. */
function pairs(rows: readonly SheetRow[], works: readonly HeldWork[]): Map<SheetRow, HeldWork> {
  const found = new Map<SheetRow, HeldWork>();
  const taken = new Set<HeldWork>();
  const numbers = new Set(works.map(({ ticketNumber }) => ticketNumber));
  const isNamed = ({ ticketNumber }: SheetRow): boolean =>
    ticketNumber !== null && numbers.has(ticketNumber);
  const pass = (
    workFor: (row: SheetRow) => HeldWork | null | undefined,
    among: readonly SheetRow[],
  ): void => {
    for (const row of among) {
      const work = found.has(row) ? null : workFor(row);
      if (!work) continue;
      found.set(row, work);
      taken.add(work);
    }
  };
  const isFree = (work: HeldWork): boolean => !taken.has(work);
  const unnamed = rows.filter((row) => !isNamed(row));
  for (const [i, { theirs, ours }] of KEYS.entries()) {
    const free = byKey(works.filter(isFree), ours);
    pass((row) => free.get(theirs(row) ?? '')?.shift(), i === 0 ? rows : unnamed);
  }
  pass(alike(works.filter(isFree)), unnamed);
  return found;
}

function lineOf(theirs: SheetRow, ours: HeldWork | undefined, operators: Operators): MatchedLine {
  if (!ours) return { kind: 'unknown', theirs, ours: null, differences: [] };
  const differences = differencesOf(theirs, ours, operators);
  return { kind: differences.length > 0 ? 'different' : 'matched', theirs, ours, differences };
}

function againOf(theirs: SheetRow, { row, ours }: Listed, operators: Operators): MatchedLine {
  const differences = ours ? differencesOf(theirs, ours, operators) : [];
  return { kind: 'twice', theirs, ours, differences, firstLine: row.line };
}

function byKey(works: readonly HeldWork[], key: KeyPair['ours']): Map<string, HeldWork[]> {
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
