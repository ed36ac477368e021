/**
 * Whether an iter lets the system send a new request to the executors that routing names. The engine itself is asked, on a request as it is
 * when it has just been filed, so that what is foretold here and what happens at filing cannot differ.
 */
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { decide } from './decide.js';
import {
  CLOSING_TEXT_MIN_LENGTH,
  type Decision,
  REOPEN_DAYS,
  type RequestSnapshot,
} from './decision.js';
import type { TaskKind, WorkflowDocument } from './document.js';
import { stateOf } from './transition.js';
import { SENT_ON, SYSTEM } from './triggered-action.js';

type SendingAction = (typeof SENT_ON)[keyof typeof SENT_ON];

/** What keeps the system from it: the engine's refusal, or that nobody would be asked. */
export interface Hindrance {
  readonly action: SendingAction;
  /** The state that the request is in by then. */
  readonly state: string;
  readonly refusal: Refusal | 'no-task';
}

/** The first hindrance, for the first executor or else for any further one; null where all of them get a task. */
export function sendingHindered(document: WorkflowDocument): Hindrance | null {
  const filed = newlyFiled(document);
  const first = sending(document, filed, SENT_ON.first);
  if (!('kind' in first)) return first;
  const further = sending(document, sentOn(document, filed, first), SENT_ON.further);
  return 'kind' in further ? null : further;
}

/** How many executors at most get a task at filing. */
export function mostSentOn(document: WorkflowDocument): number {
  const hindrance = sendingHindered(document);
  if (!hindrance) return Infinity;
  return hindrance.action === SENT_ON.first ? 0 : 1;
}

interface Sent {
  readonly kind: TaskKind;
  readonly decision: Decision;
}

const THEN = new Date(0);
/** Nothing of it has been closed, and nothing is written: no setting counts. */
const CIRCUMSTANCES = {
  performer: SYSTEM,
  settings: { [REOPEN_DAYS]: 0, [CLOSING_TEXT_MIN_LENGTH]: 0 },
  now: THEN,
};

function sending(
  document: WorkflowDocument,
  request: RequestSnapshot,
  action: SendingAction,
): Sent | Hindrance {
  const decision = decide(document, request, { action, data: { partner: 'any' } }, CIRCUMSTANCES);
  const state = request.stateCode;
  if (isRefusal(decision)) return { action, state, refusal: decision };
  const opening = decision.effects.find((effect) => effect.kind === 'open-task');
  return opening ? { kind: opening.task, decision } : { action, state, refusal: 'no-task' };
}

function newlyFiled(document: WorkflowDocument): RequestSnapshot {
  return {
    version: 1,
    stateCode: document.initial,
    stateKind: stateOf(document, document.initial).kind,
    returnState: null,
    needsAuthorisation: false,
    filedAt: THEN,
    closedAt: null,
    suspensionUsed: false,
    isSuspended: false,
    assigneeId: null,
    outcome: null,
    tasks: [],
    openChildren: 0,
    done: [],
    recorded: [],
  };
}

function sentOn(
  document: WorkflowDocument,
  filed: RequestSnapshot,
  { kind, decision: { to, returnState } }: Sent,
): RequestSnapshot {
  const task = { kind, state: 'offered', isOpen: true, partnerId: 'any', settledAt: null };
  return {
    ...filed,
    stateCode: to,
    stateKind: stateOf(document, to).kind,
    returnState,
    tasks: [{ id: 'first', ...task, offeredAt: THEN }],
    done: [{ action: SENT_ON.first, accountId: null }],
  };
}
