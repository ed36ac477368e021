/** A line that nobody knew, once somebody says of which request it is: laid beside the work like the others. Pure. */
import type { Operators } from '../../partners/domain/operators.js';
import { differencesOf } from '../domain/differences.js';
import type { HeldWork, LineKind, MatchedLine, SheetRow } from '../domain/sheet-row.js';

/** Where one of the works stands on the sheet already. */
export interface Standing {
  readonly lineId: string;
  readonly taskId: string;
  readonly kind: LineKind;
  /** Line of the file; null where the sheet does not list it, or is a paper. */
  readonly line: number | null;
}

export interface TiedLine extends MatchedLine {
  readonly ours: HeldWork;
  /** The line that said that the sheet lacks this work. */
  readonly replaced: string | null;
}

/** Takes a work that the sheet does not list yet, one of the same day first; where it lists them all, the job is there twice. Null without works. */
export function tiedLine(
  theirs: SheetRow,
  {
    works,
    standing,
  }: { readonly works: readonly HeldWork[]; readonly standing: readonly Standing[] },
  operators: Operators,
): TiedLine | null {
  const listed = standing.filter(({ kind }) => isListed(kind));
  const free = works.filter(({ taskId }) => !listed.some((line) => line.taskId === taskId));
  const ours = sameDay(free, theirs) ?? sameDay(works, theirs);
  if (!ours) return null;
  const differences = differencesOf(theirs, ours, operators);
  const there = standing.find(({ taskId }) => taskId === ours.taskId);
  if (there && isListed(there.kind))
    return { kind: 'twice', theirs, ours, differences, firstLine: there.line, replaced: null };
  const kind = differences.length > 0 ? 'different' : 'matched';
  return { kind, theirs, ours, differences, firstLine: null, replaced: there?.lineId ?? null };
}

export function isListed(kind: LineKind): boolean {
  return kind === 'matched' || kind === 'different';
}

function sameDay(works: readonly HeldWork[], { day }: SheetRow): HeldWork | undefined {
  return works.find((work) => work.day === day) ?? works[0];
}
