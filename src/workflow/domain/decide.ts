/**
 * The one decision: may this be done now, and what is then to be written. In this order, so that a caller hears the most telling "no":
 * not theirs to do, somebody was faster, not from this state, held back by a guard, wrong fields. Deciding changes nothing.
 */
import { type FieldError, Refusal } from '../../shared/refusal.js';
import { checkFields } from './check-fields.js';
import type { Circumstances, Command, Decision, RequestSnapshot } from './decision.js';
import type { ActionDefinition, WorkflowDocument } from './document.js';
import { actionMoves, effectsOf } from './effects.js';
import { checksOwnWork, ownWork } from './four-eyes.js';
import { assignsAgain, GUARD_REASONS, heldBackBy } from './guards.js';
import { performerMay } from './performer-may.js';
import { findAction, returnStateAfter, startsFrom, stateOf, targetOf } from './transition.js';

/** Why something is `not-possible-now`: keys under `reasons.` in the language files. */
export const NOT_POSSIBLE_REASONS = ['state', 'no-previous-state', ...GUARD_REASONS] as const;
type NotPossibleReason = (typeof NOT_POSSIBLE_REASONS)[number];

/**
 * What the command does to the request, or why not: `not-allowed`; `stale-version` where the command names another version than the
 * request has; `not-possible-now` with a reason; `invalid` with an error per field (also on `version`, where the action moves something and
 * nobody but the system named none, and on `action`, where the document has none of that name).
 */
export function decide(
  document: WorkflowDocument,
  request: RequestSnapshot,
  command: Command,
  circumstances: Circumstances,
): Decision | Refusal {
  const action = findAction(document, command.action);
  if (!action) return Refusal.fields([{ field: 'action', code: 'not-a-choice' }]);
  const refusal =
    refuseWho(action, request, circumstances) ??
    refuseVersion(request, command) ??
    refuseNow(document, action, { request, circumstances });
  if (refusal) return refusal;
  const { values, errors } = checkFields(action, command, circumstances);
  const all = [
    ...missingVersion(action, command, circumstances),
    ...errors,
    ...checksOwnWork(action, request, command),
    ...assignsAgain(action, request, values),
  ];
  return all.length > 0 ? Refusal.fields(all) : decisionOf(document, request, { action, values });
}

function refuseWho(
  action: ActionDefinition,
  request: RequestSnapshot,
  { performer }: Circumstances,
): Refusal | null {
  return performerMay(action, performer, request) ? null : new Refusal('not-allowed');
}

function refuseVersion(request: RequestSnapshot, command: Command): Refusal | null {
  if (command.version === undefined || command.version === request.version) return null;
  const current = { version: request.version, state: request.stateCode };
  return new Refusal('stale-version', undefined, [], { current });
}

function refuseNow(
  document: WorkflowDocument,
  action: ActionDefinition,
  { request, circumstances }: { request: RequestSnapshot; circumstances: Circumstances },
): Refusal | null {
  if (!startsFrom(action, stateOf(document, request.stateCode))) return notPossible('state');
  if (targetOf(action, request) === null) return notPossible('no-previous-state');
  const reason = heldBackBy(action, request, circumstances);
  if (reason !== 'four-eyes') return reason ? notPossible(reason) : null;
  return new Refusal('not-possible-now', reason, [], whoDidIt(document, action, { request, circumstances })); // prettier-ignore
}

/** Said to the council's own people alone: what was done, and by whom. */
function whoDidIt(
  document: WorkflowDocument,
  action: ActionDefinition,
  {
    request,
    circumstances: { performer },
  }: { request: RequestSnapshot; circumstances: Circumstances },
): Record<string, unknown> {
  const own = ownWork(action, request, performer);
  const did = own && findAction(document, own.action)?.done;
  if (!did || own.recordedBy === undefined || performer.kind !== 'office') return {};
  const { recordedBy, performedBy } = own;
  return { did, recordedBy, performedBy, variant: performedBy ? 'performed' : 'recorded' };
}

function notPossible(reason: NotPossibleReason): Refusal {
  return new Refusal('not-possible-now', reason);
}

/** The system decides inside the transaction, on the row it has just read: it has no older version to name. */
function missingVersion(
  action: ActionDefinition,
  command: Command,
  { performer }: Circumstances,
): FieldError[] {
  const isMissing = command.version === undefined && performer.kind !== 'system';
  return isMissing && actionMoves(action) ? [{ field: 'version', code: 'required' }] : [];
}

function decisionOf(
  document: WorkflowDocument,
  request: RequestSnapshot,
  { action, values }: { action: ActionDefinition; values: Decision['values'] },
): Decision {
  const from = stateOf(document, request.stateCode);
  const to = stateOf(document, targetOf(action, request) ?? from.code);
  return {
    action,
    from: from.code,
    to: to.code,
    toKind: to.kind,
    moves: actionMoves(action),
    returnState: returnStateAfter(request, from, to),
    values,
    effects: effectsOf(action, request, values),
  };
}
