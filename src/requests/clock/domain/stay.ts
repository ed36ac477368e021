/**
 * How long a request has been in its state, as the state's own deadline counts it: a wait for somebody else stops that deadline, and it goes
 * on where the work goes on. Pure, from the steps that moved the state and still stand.
 */
import type { Bounds } from '../../../calendar/domain/civil-time.js';
import type { StateKind } from '../../../workflow/domain/document.js';

export interface StateMove {
  readonly seq: number;
  readonly to: string;
  readonly kind: StateKind;
  readonly at: Date;
}

export interface Stay {
  readonly state: string;
  /** When it was entered. */
  readonly since: Date;
  /** The waits since then, oldest first: its deadline stood still in them. */
  readonly pauses: readonly Bounds[];
  /** The step that led here. */
  readonly seq: number;
}

/** The stay that the last of these moves (oldest first) began or took up again; null without any. */
export function stayAfter(moves: readonly StateMove[]): Stay | null {
  return moves.reduce<Course>(moved, { current: null, wait: null }).current;
}

interface Course {
  readonly current: Stay | null;
  /** Waits that follow one another are one. */
  readonly wait: { readonly from: Stay | null; readonly since: Date } | null;
}

function moved({ current, wait }: Course, { seq, to, kind, at }: StateMove): Course {
  const entered: Stay = { state: to, since: at, pauses: [], seq };
  if (kind === 'waiting') return { current: entered, wait: wait ?? { from: current, since: at } };
  const isBack = wait?.from?.state === to;
  return { current: isBack ? resumed(wait.from, wait.since, at) : entered, wait: null };
}

/** A wait that was recorded as over before it began was none. */
function resumed(stay: Stay, from: Date, to: Date): Stay {
  return to > from ? { ...stay, pauses: [...stay.pauses, { from, to }] } : stay;
}
