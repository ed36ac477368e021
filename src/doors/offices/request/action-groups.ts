/**
 * The actions that a person may take now, sorted as work goes. Pure.
 *
 * - `next`: what leads on. The iter lists its states in the order of the work, so a later state is further on; so is going back from a wait,
 *   the closing at the end of the road, and, from beside the road (nobody answered), the way back to work.
 * - `aside`: waits, early ends, what leads back, and opening again what is closed: its road has ended. Where nothing in the iter leads on from
 *   here (after a reopening), what leads to work does; what leads on by somebody else's hand leaves no next phase to this person.
 * - `other`: what moves no state.
 */
import { mainClosing, roadStates } from '../../../workflow/domain/diagram/road.js';
import { startsFrom } from '../../../workflow/domain/transition.js';
import type {
  ActionDefinition,
  StateDefinition,
  WorkflowDocument,
} from '../../../workflow/domain/document.js';

export const ACTION_GROUPS = ['next', 'aside', 'other'] as const;
export type ActionGroupCode = (typeof ACTION_GROUPS)[number];

export interface ActionGroup {
  readonly code: ActionGroupCode;
  readonly actions: readonly ActionDefinition[];
}

/** In the iter's own order within a group; a group without actions is left out. */
export function groupActions(
  actions: readonly ActionDefinition[],
  document: WorkflowDocument,
  current: string,
): ActionGroup[] {
  const { states } = document;
  const road = {
    states,
    closing: mainClosing(document),
    isBeside: !roadStates(document).includes(current),
  };
  const moving = actions.filter((action) => action.to !== '@same');
  const isOnward = (action: ActionDefinition) => leadsOn(action, road, current);
  const here = stateOf(states, current);
  const isWayBack = !document.actions.some(
    (one) => here && one.to !== '@same' && startsFrom(one, here) && isOnward(one),
  );
  const toWork = (action: ActionDefinition) =>
    isWayBack && stateOf(states, action.to)?.kind === 'open';
  const next = moving.filter(
    (action) => here?.kind !== 'closed' && (isOnward(action) || toWork(action)),
  );
  const groups: Record<ActionGroupCode, readonly ActionDefinition[]> = {
    next,
    aside: moving.filter((action) => !next.includes(action)),
    other: actions.filter((action) => action.to === '@same'),
  };
  return ACTION_GROUPS.map((code) => ({ code, actions: groups[code] })).filter(
    (group) => group.actions.length > 0,
  );
}

interface Road {
  readonly states: readonly StateDefinition[];
  readonly closing: ActionDefinition | null;
  /** The state is none of the main road: a wait is over, a request was opened again. */
  readonly isBeside: boolean;
}

function leadsOn(action: ActionDefinition, road: Road, current: string): boolean {
  const { states } = road;
  if (action.to === '@previous') return true;
  const target = stateOf(states, action.to);
  if (target?.kind === 'closed') return action.code === road.closing?.code;
  if (target?.kind !== 'open' || target.code === current) return false;
  const isOpen = stateOf(states, current)?.kind === 'open';
  return (isOpen && road.isBeside) || placeOf(states, action.to) > placeOf(states, current);
}

function stateOf(states: readonly StateDefinition[], code: string): StateDefinition | undefined {
  return states.find((state) => state.code === code);
}

function placeOf(states: readonly StateDefinition[], code: string): number {
  return states.findIndex((state) => state.code === code);
}
