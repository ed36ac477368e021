import type { Performer, RequestSnapshot, WorkflowSettings } from './decision.js';
import type { ActionDefinition, WorkflowDocument } from './document.js';
import { heldBackBy } from './guards.js';
import { performerMay } from './performer-may.js';
import { startsFrom, stateOf, targetOf } from './transition.js';

/**
 * Exactly the actions that this performer may take now, in the order of the document (its own first, then the standing ones): `decide`
 * refuses every other one, and these only for what is typed or for a stale version. Throws where the request names a state that the
 * document has not.
 */
export function nextActions(
  document: WorkflowDocument,
  request: RequestSnapshot,
  performer: Performer,
  settings: WorkflowSettings,
  now: Date,
): ActionDefinition[] {
  const state = stateOf(document, request.stateCode);
  return document.actions.filter(
    (action) =>
      startsFrom(action, state) &&
      performerMay(action, performer, request) &&
      targetOf(action, request) !== null &&
      heldBackBy(action, request, { performer, settings, now }) === null,
  );
}
