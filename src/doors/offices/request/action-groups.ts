/** The actions that a person may take now, sorted as work goes: the next phase first, waits and ends apart, the rest after. Pure. */
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
): ActionGroup[] {
  return ACTION_GROUPS.map((code) => ({
    code,
    actions: actions.filter((action) => groupOf(action, states) === code),
  })).filter((group) => group.actions.length > 0);
}

function groupOf(action: ActionDefinition, states: readonly StateDefinition[]): ActionGroupCode {
  if (action.to === '@same') return 'other';
  const target = states.find((state) => state.code === action.to);
  return target && target.kind !== 'open' ? 'aside' : 'next';
}
