/**
 * The iter as arrows between states. `@previous` leads to every working state in which the wait can have begun. Names are known to be
 * right: `lintNames` has passed.
 */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';
import { findState, startsFrom, stateOf } from '../transition.js';
import { fault, type LintFault } from './fault.js';

export interface Arrow {
  readonly action: ActionDefinition;
  readonly from: StateDefinition;
  readonly to: StateDefinition;
}

/** Every arrow of the document, `@same` left out. */
export function arrowsOf(document: WorkflowDocument): Arrow[] {
  const direct = starts(document).flatMap(({ action, from }) => {
    const to = findState(document, action.to);
    return to ? [{ action, from, to }] : [];
  });
  const back = starts(document)
    .filter(({ action, from }) => action.to === '@previous' && from.kind === 'waiting')
    .flatMap(({ action, from }) =>
      beginningsOf(from, direct).map((to) => ({ action, from, to: stateOf(document, to) })),
    );
  return [...direct, ...back];
}

/** States that cannot be reached or left, that never come to an end, and `@previous` where nothing is remembered. */
export function lintGraph(document: WorkflowDocument): LintFault[] {
  const arrows = arrowsOf(document);
  const onward = arrows.filter(({ action }) => action.to !== '@previous'); // a way back leads nowhere new
  const reached = reachableFrom([document.initial], onward);
  const ends = document.states.filter((s) => s.kind === 'closed').map((s) => s.code);
  const ending = reachable(ends, arrows, backwards);
  return [
    ...document.states.flatMap((state) => {
      const place = `states.${state.code}`;
      if (!reached.has(state.code)) return [fault('workflow-state-unreachable', place)];
      if (state.kind === 'closed' || ending.has(state.code)) return [];
      const isLeft = arrows.some((arrow) => arrow.from === state && arrow.to !== state);
      return [fault(isLeft ? 'workflow-state-never-closes' : 'workflow-state-dead-end', place)];
    }),
    ...lintPrevious(document),
  ];
}

function starts(document: WorkflowDocument): Omit<Arrow, 'to'>[] {
  return document.actions.flatMap((action) =>
    document.states.filter((state) => startsFrom(action, state)).map((from) => ({ action, from })),
  );
}

function beginningsOf(wait: StateDefinition, direct: readonly Arrow[]): string[] {
  const intoWait = direct.filter(({ to }) => to.kind === 'waiting');
  const before = reachable([wait.code], intoWait, backwards);
  const working = intoWait.map(({ from }) => from).filter(({ kind }) => kind !== 'waiting');
  return [...new Set(working.map(({ code }) => code))].filter((code) => before.has(code));
}

function lintPrevious(document: WorkflowDocument): LintFault[] {
  return starts(document)
    .filter(({ action, from }) => action.to === '@previous' && from.kind !== 'waiting')
    .map(({ action, from }) =>
      fault('workflow-previous-without-wait', `actions.${action.code}.to`, { state: from.code }),
    );
}

/** The states themselves, and every one that arrows lead to from them. */
export function reachableFrom(
  codes: readonly string[],
  arrows: readonly Arrow[],
): ReadonlySet<string> {
  return reachable(codes, arrows, forwards);
}

const forwards = (arrow: Arrow) => [arrow.from.code, arrow.to.code] as const;
const backwards = (arrow: Arrow) => [arrow.to.code, arrow.from.code] as const;

function reachable(
  from: readonly string[],
  arrows: readonly Arrow[],
  direction: (arrow: Arrow) => readonly [string, string],
): ReadonlySet<string> {
  const seen = new Set(from);
  const waiting = [...from];
  for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
    for (const [start, end] of arrows.map(direction)) {
      if (start !== code || seen.has(end)) continue;
      seen.add(end);
      waiting.push(end);
    }
  }
  return seen;
}
