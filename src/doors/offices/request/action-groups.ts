/**
 * The actions that a person may take now, sorted as work goes. Pure.
 *
 * - `next`: what leads on. The iter lists its states in the order of the work, so a later state is further on; so is going back from a wait,
 *   and an ending that starts from this very state alone.
 * - `aside`: waits, early ends, and what leads back. Where nothing leads on (after a reopening), what leads to work does.
 * - `other`: what moves no state.
 */
import type { ActionDefinition, StateDefinition } from '../../../workflow/domain/document.js';

export const ACTION_GROUPS = ['next', 'aside', 'other'] as const;
export type ActionGroupCode = (typeof ACTION_GROUPS)[number];

export interface ActionGroup {
  readonly code: ActionGroupCode;
  readonly actions: readonly ActionDefinition[];
}

/** In the iter's own order within a group; a group without actions is left out. */
export function groupActions(
  actions: readonly ActionDefinition[],
  states: readonly StateDefinition[],
  current: string,
): ActionGroup[] {
  const moving = actions.filter((action) => action.to !== '@same');
  const onward = moving.filter((action) => leadsOn(action, states, current));
  const toWork = moving.filter((action) => stateOf(states, action.to)?.kind === 'open');
  const next = onward.length > 0 ? onward : toWork;
  const groups: Record<ActionGroupCode, readonly ActionDefinition[]> = {
    next,
    aside: moving.filter((action) => !next.includes(action)),
    other: actions.filter((action) => action.to === '@same'),
  };
  return ACTION_GROUPS.map((code) => ({ code, actions: groups[code] })).filter(
    (group) => group.actions.length > 0,
  );
}

function leadsOn(
  action: ActionDefinition,
  states: readonly StateDefinition[],
  current: string,
): boolean {
  if (action.to === '@previous') return true;
  const target = stateOf(states, action.to);
  if (target?.kind === 'closed') return action.from.length === 1 && action.from[0] === current;
  return target?.kind === 'open' && placeOf(states, action.to) > placeOf(states, current);
}

function stateOf(states: readonly StateDefinition[], code: string): StateDefinition | undefined {
  return states.find((state) => state.code === code);
}

function placeOf(states: readonly StateDefinition[], code: string): number {
  return states.findIndex((state) => state.code === code);
}
