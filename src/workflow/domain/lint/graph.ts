/**
 * The iter as arrows between states. `@previous` leads to every working state in which the wait can have begun. Names are known to be
 * right: `lintNames` has passed.
 */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';
import { findState, startsFrom } from '../transition.js';
import { fault, type LintFault } from './fault.js';

export interface Arrow {
  readonly action: ActionDefinition;
  readonly from: StateDefinition;
  readonly to: StateDefinition;
}

const known = new WeakMap<WorkflowDocument, readonly Arrow[]>();

/** Every arrow of the document, `@same` left out. Drawn once for a document: each of its checks asks. */
export function arrowsOf(document: WorkflowDocument): readonly Arrow[] {
  const arrows = known.get(document) ?? drawn(document);
  known.set(document, arrows);
  return arrows;
}

function drawn(document: WorkflowDocument): Arrow[] {
  const all = starts(document);
  const direct = all.flatMap(({ action, from }) => {
    const to = findState(document, action.to);
    return to ? [{ action, from, to }] : [];
  });
  const waits = document.states.filter(({ kind }) => kind === 'waiting');
  const begun = beginningsOf(document, waits, direct);
  const back = all
    .filter(({ action }) => action.to === '@previous')
    .flatMap(({ action, from }) => (begun.get(from) ?? []).map((to) => ({ action, from, to })));
  return [...direct, ...back];
}

/** States that cannot be reached or left, that never come to an end, and `@previous` where nothing is remembered. */
export function lintGraph(document: WorkflowDocument): LintFault[] {
  const arrows = arrowsOf(document);
  const onward = arrows.filter(({ action }) => action.to !== '@previous'); // a way back leads nowhere new
  const reached = reachable([document.initial], onwardAlong(onward));
  const ends = document.states.filter((s) => s.kind === 'closed').map((s) => s.code);
  const ending = reachable(ends, backwardsAlong(arrows));
  const next = onwardAlong(arrows);
  return [
    ...document.states.flatMap((state) => {
      const place = `states.${state.code}`;
      if (!reached.has(state.code)) return [fault('workflow-state-unreachable', place)];
      if (state.kind === 'closed' || ending.has(state.code)) return [];
      const isLeft = [...(next.get(state.code) ?? [])].some((code) => code !== state.code);
      return [fault(isLeft ? 'workflow-state-never-closes' : 'workflow-state-dead-end', place)];
    }),
    ...lintPrevious(document),
    ...lintEnds(arrows),
  ];
}

function starts(document: WorkflowDocument): Omit<Arrow, 'to'>[] {
  return document.actions.flatMap((action) =>
    document.states.filter((state) => startsFrom(action, state)).map((from) => ({ action, from })),
  );
}

/** Of each wait the working states in which it can have begun. */
function beginningsOf(
  document: WorkflowDocument,
  waits: readonly StateDefinition[],
  direct: readonly Arrow[],
): ReadonlyMap<StateDefinition, readonly StateDefinition[]> {
  const intoWait = direct.filter(({ to }) => to.kind === 'waiting');
  const before = backwardsAlong(intoWait);
  const codes = new Set(intoWait.map(({ from }) => from.code));
  const working = document.states.filter(({ code, kind }) => kind !== 'waiting' && codes.has(code));
  return new Map(
    waits.map((wait) => {
      const reached = reachable([wait.code], before);
      return [wait, working.filter(({ code }) => reached.has(code))];
    }),
  );
}

/** A wait remembers where the work was: what waits from the beginning has nothing to go back to. */
function lintPrevious(document: WorkflowDocument): LintFault[] {
  const begun = waitsFromStart(document);
  return starts(document)
    .filter(({ action }) => action.to === '@previous')
    .flatMap(({ action, from: { code: state, kind } }) => {
      const place = `actions.${action.code}.to`;
      if (kind !== 'waiting') return [fault('workflow-previous-without-wait', place, { state })];
      return begun.has(state) ? [fault('workflow-previous-from-start', place, { state })] : [];
    });
}

/** The waits that a request is in before any work. */
function waitsFromStart(document: WorkflowDocument): ReadonlySet<string> {
  const { initial } = document;
  if (findState(document, initial)?.kind !== 'waiting') return new Set();
  const among = arrowsOf(document).filter(({ from, to }) => from.kind === 'waiting' && to.kind === 'waiting'); // prettier-ignore
  return reachable([initial], onwardAlong(among));
}

/** What is closed moves only by being opened again: an end that leads to an end would close it twice. */
function lintEnds(arrows: readonly Arrow[]): LintFault[] {
  const twice = arrows.filter(({ from, to }) => from.kind === 'closed' && to.kind === 'closed');
  const first = new Map(twice.map(({ action, from }) => [action.code, from.code]));
  return [...first].map(([code, state]) =>
    fault('workflow-closed-moves', `actions.${code}.from`, { state }),
  );
}

/** Of each state those next to it, by their codes, each once. */
export type Neighbours = ReadonlyMap<string, ReadonlySet<string>>;

/** Which states these arrows lead to from each. */
export function onwardAlong(arrows: readonly Arrow[]): Neighbours {
  return neighbours(arrows, ({ from, to }) => [from.code, to.code]);
}

function backwardsAlong(arrows: readonly Arrow[]): Neighbours {
  return neighbours(arrows, ({ from, to }) => [to.code, from.code]);
}

function neighbours(
  arrows: readonly Arrow[],
  direction: (arrow: Arrow) => readonly [string, string],
): Neighbours {
  const found = new Map<string, Set<string>>();
  for (const [start, end] of arrows.map(direction))
    found.set(start, (found.get(start) ?? new Set()).add(end));
  return found;
}

/** The states themselves, and every one that leads on from them; the neighbours of each are asked once. */
export function reachable(codes: readonly string[], next: Neighbours): ReadonlySet<string> {
  const seen = new Set(codes);
  for (const code of seen) for (const end of next.get(code) ?? []) seen.add(end);
  return seen;
}
