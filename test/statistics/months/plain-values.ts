/** Where a request stood when a month ended, once more, slowly and simply: what the product's lines are held against. */
import type { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import type { RequestReopening } from '../../../src/requests/facts/request-reopening.entity.js';
import type { StateMove } from '../../../src/requests/facts/state-move.entity.js';
import type { Dimension } from '../../../src/statistics/domain/figures.js';
import { COLUMN, reopeningsBefore } from '../any-facts.js';
import { type PlainClosing, plainClosings } from '../plain-month.js';

export interface Past {
  readonly reopenings: readonly RequestReopening[];
  readonly moves: readonly StateMove[];
  /** `YYYY-MM`, one that is over. */
  readonly month: string;
}

/** Under which value of the dimension the month tells of the request, or of that closing of it. */
export function plainValue(
  dimension: Dimension,
  { row, closing, past }: { row: RequestFacts; closing?: PlainClosing | undefined; past: Past },
): string | null {
  const { reopenings, moves, month } = past;
  const inMonth = (day: string | null) => day?.slice(0, 7) === month;
  const byEnd = (day: string) => day.slice(0, 7) <= month;
  if (dimension === 'outcome') {
    if (closing && inMonth(closing.closedOn) && inMonth(closing.reopenedOn)) return closing.outcome;
    const held = plainClosings(row, reopenings).find((one) => byEnd(one.closedOn) && !(one.reopenedOn && byEnd(one.reopenedOn))); // prettier-ignore
    return held?.outcome ?? null;
  }
  if (dimension !== 'state' && dimension !== 'level') return row[COLUMN[dimension]];
  const entered = moves.filter((move) => move.requestId === row.requestId && byEnd(move.movedOn));
  const last = entered.sort((a, b) => a.seq - b.seq).at(-1);
  if (!last) return row[COLUMN[dimension]];
  return dimension === 'state' ? last.toState : last.level;
}

/** The phases of a random request: filed, mostly taken in charge some days on, closed and reopened, and where it stands now a month later. */
export function phasesOf(row: RequestFacts, index: number): StateMove[] {
  const { requestId, filedOn, stateCode, enteredBy, closedOn } = row;
  const after = (days: number) => new Date(Date.parse(filedOn) + days * 86_400_000).toISOString().slice(0, 10); // prettier-ignore
  const filed = { requestId, seq: 1, movedOn: filedOn, fromState: null, toState: 'received', level: 'citizen' }; // prettier-ignore
  const taken = { requestId, seq: 2, movedOn: after(index % 20), fromState: 'received', toState: 'taken-in-charge', level: 'operator' }; // prettier-ignore
  const turns = reopeningsBefore(row).flatMap(({ seq, closedOn: over, reopenedOn }) => [
    { requestId, seq: seq - 1, movedOn: over, fromState: 'taken-in-charge', toState: 'closed', level: 'operator' },
    { requestId, seq, movedOn: reopenedOn, fromState: 'closed', toState: 'reopened', level: 'citizen' },
  ]); // prettier-ignore
  const now = { requestId, seq: 90, movedOn: closedOn ?? after(20 + (index % 30)), fromState: 'taken-in-charge', toState: stateCode, level: enteredBy }; // prettier-ignore
  return [filed, ...(index % 4 === 0 ? [] : [taken]), ...turns, now];
}
