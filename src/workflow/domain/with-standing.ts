import type { ActionDefinition, WorkflowDocument } from './document.js';

/**
 * The document with the actions that every iter has, after its own. An action that the document defines itself under the same code wins.
 * What is published is the whole: a version needs nothing beside it.
 */
export function withStanding(
  document: WorkflowDocument,
  standing: readonly ActionDefinition[],
): WorkflowDocument {
  const own = new Set(document.actions.map((action) => action.code));
  const added = standing.filter((action) => !own.has(action.code));
  return { ...document, actions: [...document.actions, ...added] };
}
