/**
 * What was done and whose step was struck through since. To strike a step is no way of not having done it: as long as the request has not gone
 * back behind it, its doing stands; four eyes look at whoever did it. Pure.
 */

/** A step, as far as it moved the request. */
export interface Moved {
  readonly seq: number;
  readonly action: string;
  /** Null: the filing, whose words alone can be struck. */
  readonly fromState: string | null;
  readonly toState: string;
}

/** Number of each struck step, with that of the correction that struck it. */
type Struck = ReadonlyMap<number, number>;

/**
 * The steps in the order in which the last of a kind says who did it: first those that were struck and taken back, which count where nobody
 * has done it since or before; then those that stand, or are struck and still stood upon.
 */
export function whoDidWhat<S extends Moved>(steps: readonly S[], struck: Struck): S[] {
  const gone = steps.filter(({ seq }) => struck.has(seq) && wasTakenBack(seq, steps, struck));
  return [...gone, ...steps.filter((step) => !gone.includes(step))];
}

/** With its correction, or with a later one, no move that stood came after it: the request was behind it again. */
function wasTakenBack(seq: number, steps: readonly Moved[], struck: Struck): boolean {
  const at = struck.get(seq) ?? 0;
  const moves = steps.filter(isMove);
  return [...struck.values()]
    .filter((correction) => correction >= at)
    .some((correction) =>
      moves.every(
        (move) =>
          move.seq <= seq ||
          move.seq > correction ||
          (struck.get(move.seq) ?? Infinity) <= correction,
      ),
    );
}

function isMove({ action, fromState, toState }: Moved): boolean {
  return action !== 'correct' && fromState !== null && fromState !== toState;
}
