import type { ActionDefinition, WorkflowDocument } from './document.js';

/**
 * The document with the actions that every iter has, after its own. An action that the document defines itself under the same code wins.
 * What is published is the whole: a version needs nothing beside it. A standing action asks for an authorisation only where the iter knows
 * that one: elsewhere nobody could give it.
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
      guards: action.guards.filter(
        (guard) => guard.kind !== 'authorised' || guard.by.some((code) => own.has(code)),
      ),
    }));
  return { ...document, actions: [...document.actions, ...added] };
}
