/** What a diagram draws between two states, and what it only says in a state's box: ways that start from a whole group of states. */
import type { ActionDefinition, StateDefinition, WorkflowDocument } from '../document.js';
import { STATE_GROUPS } from '../document.js';
import { findState } from '../transition.js';
import { roadStates } from './road.js';

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly actions: readonly ActionDefinition[];
  /** Only the system takes this way. */
  readonly isAutomatic: boolean;
}

/** Words that a state's box adds: keys under `iters:diagram.` in the language files. */
export const BOX_NOTES = ['from-working', 'from-open', 'from-any', 'back'] as const;
export type BoxNote = (typeof BOX_NOTES)[number];

/** One link per pair of states, whatever number of actions takes it; what stays in its state is none. */
export function linksOf(document: WorkflowDocument): Link[] {
  const pairs = new Map<string, { from: string; to: string; actions: ActionDefinition[] }>();
  for (const action of document.actions) {
    if (!findState(document, action.to)) continue;
    for (const from of action.from) {
      if (from === action.to || !findState(document, from)) continue;
      const pair = pairs.get(`${from} ${action.to}`) ?? { from, to: action.to, actions: [] };
      pair.actions.push(action);
      pairs.set(`${from} ${action.to}`, pair);
    }
  }
  return [...pairs.values()].map((pair) => ({
    ...pair,
    isAutomatic: pair.actions.every(({ by }) => by.every((entry) => entry === '@system')),
  }));
}

/** Ways into this state from a group of states, and the way back to where a wait began. */
export function notesOf(document: WorkflowDocument, state: StateDefinition): BoxNote[] {
  const into = document.actions.filter(({ to }) => to === state.code).flatMap(({ from }) => from);
  const groups = STATE_GROUPS.filter((group) => into.includes(group));
  const isBack = document.actions.some(
    ({ from, to }) => to === '@previous' && (from.includes(state.code) || from.includes('@open')),
  );
  return [
    ...groups.map((group) => `from-${group.slice(1)}` as BoxNote), // the groups are the notes' names
    ...(isBack && state.kind === 'waiting' ? (['back'] as const) : []),
  ];
}

/** From top to bottom: the work in the document's order, the ends, then what lies beside the road (waits, what follows them, reopenings). */
export function drawingOrder(document: WorkflowDocument): StateDefinition[] {
  const road = roadStates(document);
  const band = ({ code, kind }: StateDefinition) => {
    if (road.includes(code)) return 0;
    return kind === 'closed' ? 1 : 2;
  };
  return [0, 1, 2].flatMap((wanted) => document.states.filter((state) => band(state) === wanted));
}
