/**
 * Where the time of a request went: state by state, office by office, pauses apart. Pure, from the steps as they are shown; struck ones do not
 * count. Days, or hours, are rounded; what took less than half of one is left out.
 */
import type { Span } from '../../../shared/span.js';
import type { StateKind } from '../../../workflow/domain/document.js';

export interface CountedMove {
  readonly at: Date;
  /** The state that the step led to. */
  readonly to: string;
  readonly kind: StateKind;
  readonly label: string;
  /** The office that has it from this step on, where the step says so. */
  readonly office: string | null;
  /** The partner that it waits for from this step on. */
  readonly partner: string | null;
}

export interface TimeSpent {
  readonly state: string;
  readonly office: string;
  readonly partner: string | null;
  readonly spent: Span;
}

export interface WhereTimeWent {
  readonly worked: readonly TimeSpent[];
  readonly paused: readonly TimeSpent[];
}

/** What the time is told in. */
export type ToldUnit = 'days' | 'hours';
export const UNIT_MS: Readonly<Record<ToldUnit, number>> = { days: 86_400_000, hours: 3_600_000 };

interface Counted {
  /** Has it now. */
  readonly office: string;
  /** The closing, or now. */
  readonly end: Date;
  readonly unit: ToldUnit;
}

/** `moves` oldest first. */
export function whereTimeWent(
  moves: readonly CountedMove[],
  { office, end, unit }: Counted,
): WhereTimeWent {
  const spent = new Map<string, Omit<TimeSpent, 'spent'> & { isPause: boolean; ms: number }>();
  let holder = moves.find((move) => move.office !== null)?.office ?? office;
  moves.forEach((move, index) => {
    holder = move.office ?? holder;
    const { label: state, partner, kind } = move;
    const until = moves[index + 1]?.at ?? end;
    const key = [holder, move.to, partner].join(' ');
    const ms = Math.max(0, until.getTime() - move.at.getTime()) + (spent.get(key)?.ms ?? 0);
    const isPause = kind === 'waiting';
    if (kind !== 'closed') spent.set(key, { state, office: holder, partner, isPause, ms });
  });
  const told = (paused: boolean): TimeSpent[] =>
    [...spent.values()]
      .filter(({ isPause }) => isPause === paused)
      .map(({ isPause: _, ms, ...where }) => ({ where, many: Math.round(ms / UNIT_MS[unit]) }))
      .flatMap(({ where, many }) => (many > 0 ? [{ ...where, spent: { [unit]: many } }] : []));
  return { worked: told(false), paused: told(true) };
}
