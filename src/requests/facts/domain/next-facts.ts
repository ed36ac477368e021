/**
 * How a step changes what statistics count of a request. Pure. An answer is a public step that an office or a partner
 * records by hand after the filing (the one that happened first counts: the caller keeps it); what the system does by itself is none, nor is a
 * district council's opinion, a correction or what was done with somebody's contacts.
 */
import type { RequestFacts } from '../request-facts.entity.js';
import { RECORD_ACTIONS } from '../../steps/domain/record-actions.js';
import { levelOf, type RecordedBy } from './level.js';
import { closingOf, stoodStill, type TownDays } from './moments.js';
import type { ServiceRequest } from '../../service-request.entity.js';

/** Said about the request by somebody who does not work on it. */
const OPINION = 'opinion';

export interface CountedStep extends RecordedBy {
  readonly seq: number;
  readonly action: string;
  readonly visibility: string;
}

export type FactsPatch = Partial<Omit<RequestFacts, 'requestId'>>;

export function nextFacts(
  request: ServiceRequest,
  after: ServiceRequest,
  step: CountedStep,
  days: TownDays,
): FactsPatch {
  const patch: FactsPatch = {};
  if (after.stateKind !== request.stateKind) {
    patch.stateKind = after.stateKind;
    Object.assign(patch, closingOf(after, after.closedAt, days));
  }
  if (after.stateCode !== request.stateCode) {
    patch.stateCode = after.stateCode;
    if (step.action !== 'correct') patch.enteredBy = levelOf(step); // a correction leads back to a phase that somebody entered before
  }
  if (after.outcome !== request.outcome) {
    patch.outcome = after.outcome;
    patch.isWithdrawn = after.outcome === 'withdrawn';
  }
  if (after.categoryId !== request.categoryId) patch.categoryId = after.categoryId;
  if (after.officeId !== request.officeId) patch.officeId = after.officeId;
  const isOpenAgain = request.stateKind === 'closed' && after.stateKind !== 'closed'; // the closing may have kept another term
  if (isOpenAgain || after.dueAt.getTime() !== request.dueAt.getTime()) patch.dueAt = after.dueAt;
  if (Boolean(after.suspendedUntil) !== Boolean(request.suspendedUntil))
    Object.assign(patch, stoodStill(after, after.closedAt, days));
  return patch;
}

/** A public step by hand of an office or a partner that says something: not what only records (`RECORD_ACTIONS`), and not the filing. */
export function isAnswer({ seq, action, visibility, actorKind }: CountedStep): boolean {
  return (
    seq > 1 &&
    visibility === 'public' &&
    ['office', 'partner'].includes(actorKind) &&
    action !== OPINION &&
    !RECORD_ACTIONS.includes(action)
  );
}
