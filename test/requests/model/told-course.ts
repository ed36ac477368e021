/** Where the steps of one request say that it is, and which state a wait leads back to. */
import type { Step } from '../../../src/requests/steps/step.entity.js';
import type { Task } from '../../../src/requests/tasks/task.entity.js';
import type { ActionDefinition, WorkflowDocument } from '../../../src/workflow/domain/document.js';

/** What is written of one request. */
export interface Told {
  readonly document: WorkflowDocument;
  /** Oldest first, the numbers without a gap. */
  readonly steps: readonly Step[];
  readonly tasks: readonly Task[];
  /** Of each correction the step that it strikes through. */
  readonly struckBy: ReadonlyMap<number, number>;
}

interface Place {
  readonly state: string;
  /** Where the work was before it had to wait; null where it does not wait, or waited from the beginning. */
  readonly beforeWait: string | null;
}

/** After the first `count` steps: a correction takes back the move that it strikes, and leads to where the last that stands led. */
export function placeAfter({ document, steps, struckBy }: Told, count: number): Place {
  const [filed] = steps;
  const places = [{ seq: 1, state: filed?.toState ?? '', beforeWait: null as string | null }];
  for (const { seq, action, fromState, toState } of steps.slice(1, count)) {
    const isMove = fromState !== null && fromState !== toState;
    if (action === 'correct') {
      const at = places.findLastIndex((place) => place.seq === struckBy.get(seq));
      if (at > 0 && (isMove || at < places.length - 1)) places.splice(at, 1);
      continue;
    }
    if (!isMove) continue;
    const waited = kindOf(document, fromState) === 'waiting' ? places.at(-1)?.beforeWait : fromState; // prettier-ignore
    const isWait = kindOf(document, toState) === 'waiting';
    places.push({ seq, state: toState, beforeWait: isWait ? (waited ?? null) : null });
  }
  return places.at(-1) ?? { state: '', beforeWait: null };
}

export function kindOf({ states }: WorkflowDocument, code: string): string | undefined {
  return states.find((state) => state.code === code)?.kind;
}

export function startsIn(
  document: WorkflowDocument,
  { from }: ActionDefinition,
  state: string | null,
): boolean {
  if (state === null) return false;
  const kind = kindOf(document, state);
  const groups = { '@any': true, '@open': kind !== 'closed', '@working': kind === 'open' };
  const meant: Readonly<Record<string, boolean>> = { ...groups, [state]: true };
  return from.some((one) => meant[one]);
}

/** The step itself, a correction apart. */
export function reopens(document: WorkflowDocument, { action, fromState, toState }: Step): boolean {
  return (
    action !== 'correct' &&
    fromState !== null &&
    kindOf(document, fromState) === 'closed' &&
    kindOf(document, toState) !== 'closed'
  );
}
