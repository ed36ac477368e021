/**
 * Where the days of a request went: state by state, office by office, pauses apart. Pure, from the steps as they are shown; struck ones do not
 * count. Days are rounded; what took less than half a day is left out.
 */
import type { StateKind } from '../../../workflow/domain/document.js';

export interface CountedMove {
  readonly at: Date;
  /** The state that the step led to. */
  readonly to: string;
  readonly kind: StateKind;
  readonly label: string;
  /** The office that has it from this step on, where the step says so. */
  readonly office: string | null;
}

export interface DaysSpent {
  readonly state: string;
  readonly office: string;
  readonly days: number;
}

export interface WhereDaysWent {
  readonly worked: readonly DaysSpent[];
  readonly paused: readonly DaysSpent[];
}

const DAY_MS = 86_400_000;

/** `moves` oldest first; `office` has it now; `end` is the closing, or now. */
export function whereDaysWent(
  moves: readonly CountedMove[],
  { office, end }: { readonly office: string; readonly end: Date },
): WhereDaysWent {
  const spent = new Map<string, { state: string; office: string; isPause: boolean; ms: number }>();
  let holder = moves.find((move) => move.office !== null)?.office ?? office;
  moves.forEach((move, index) => {
    holder = move.office ?? holder;
    const until = moves[index + 1]?.at ?? end;
    const key = `${holder} ${move.to}`;
    const ms = Math.max(0, until.getTime() - move.at.getTime()) + (spent.get(key)?.ms ?? 0);
    if (move.kind !== 'closed')
      spent.set(key, { state: move.label, office: holder, isPause: move.kind === 'waiting', ms });
  });
  const all = [...spent.values()]
    .map(({ ms, ...rest }) => ({ ...rest, days: Math.round(ms / DAY_MS) }))
    .filter(({ days }) => days > 0);
  const plain = ({ state, office: who, days }: (typeof all)[number]) => ({
    state,
    office: who,
    days,
  });
  return {
    worked: all.filter(({ isPause }) => !isPause).map(plain),
    paused: all.filter(({ isPause }) => isPause).map(plain),
  };
}
