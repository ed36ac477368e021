import { arrowsOf, onwardAlong, reachable } from './lint/graph.js';
import type { ActionDefinition, Guard, WorkflowDocument } from './document.js';
import { startsFrom } from './transition.js';

/**
 * The document with the actions that every iter has, after its own. An action that the document defines itself under the same code wins.
 * What is published is the whole: a version needs nothing beside it. A standing action asks for an authorisation only where the iter knows
 * that one (elsewhere nobody could give it), and whatever the category says where the iter itself gives no work out without it.
 */
export function withStanding(
  document: WorkflowDocument,
  standing: readonly ActionDefinition[],
): WorkflowDocument {
  const own = new Set(document.actions.map((action) => action.code));
  const added = standing
    .filter((action) => !own.has(action.code))
    .map((action) => ({
      ...action,
      guards: action.guards.flatMap((guard) => guardIn(document, guard)),
    }));
  return { ...document, actions: [...document.actions, ...added] };
}

function guardIn(document: WorkflowDocument, guard: Guard): Guard[] {
  if (guard.kind !== 'authorised') return [guard];
  const giving = document.actions.filter(({ code }) => guard.by.includes(code));
  if (giving.length === 0) return [];
  return asksItself(document, giving) ? [{ ...guard, always: true }] : [guard];
}

/** The authorisation can be given for any category, and no own action gives work out where a request comes without it. */
function asksItself(document: WorkflowDocument, giving: readonly ActionDefinition[]): boolean {
  const isForAll = giving.some(({ guards }) =>
    guards.every(({ kind }) => kind !== 'authorisation-asked'),
  );
  const others = arrowsOf(document).filter(
    ({ action }) => !giving.includes(action) && action.to !== '@previous', // a way back leads nowhere new
  );
  const without = reachable([document.initial], onwardAlong(others));
  return isForAll && !document.actions.some((action) => givesWork(action) && starts(action));

  function starts(action: ActionDefinition): boolean {
    return document.states.some((state) => without.has(state.code) && startsFrom(action, state));
  }
}

function givesWork({ effects }: ActionDefinition): boolean {
  return effects.some((effect) => effect.kind === 'open-task' && effect.task === 'work');
}
