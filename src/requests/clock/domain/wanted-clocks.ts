/**
 * The clocks that a request should have, as it stands now. Pure: whoever keeps them compares this with what is stored.
 *
 * - A closed request has none. A suspended one has none of its legal term but the end of the suspension.
 * - A request of another system reminds nobody and calls nobody late: of its clocks run only those that move the iter on.
 */
import type { DeadlineDays } from '../../../calendar/domain/deadline.js';
import type { Rung, StateDefinition, WorkflowDocument } from '../../../workflow/domain/document.js';
import { findState, startsFrom } from '../../../workflow/domain/transition.js';
import { suspensionEnd } from '../../domain/suspension.js';
import type { ServiceRequest } from '../../service-request.entity.js';
import { isOpenTask } from '../../tasks/domain/task-states.js';
import type { Task } from '../../tasks/task.entity.js';
import type { ClockRule, RequestClock } from './clock-rules.js';
import { climbed, endOfStay, reminderOf, termReminderOf } from './ends.js';
import type { Stay } from './stay.js';

/** Where a document has no ladder. */
const DEFAULT_LADDER: readonly Rung[] = [{ tell: 'operator' }];

export type ClockedRequest = Pick<
  ServiceRequest,
  | 'stateCode'
  | 'stateKind'
  | 'dueAt'
  | 'suspendedSince'
  | 'suspendedUntil'
  | 'sourceSystem'
  | 'filedAt'
>;

export interface ClockFacts {
  readonly request: ClockedRequest;
  readonly document: WorkflowDocument;
  /** Null where the state has no deadline, or was entered in another system. */
  readonly stay: Stay | null;
  readonly tasks: readonly Pick<Task, 'id' | 'state' | 'dueAt' | 'offeredAt'>[];
  readonly days: DeadlineDays;
  /** 0: nobody is reminded. */
  readonly termReminderDays: number;
  readonly taskReminderDays: number;
}

/** None twice: rule, subject and since tell them apart. */
export function wantedClocks(facts: ClockFacts): RequestClock[] {
  const { request } = facts;
  if (request.stateKind === 'closed') return [];
  const moving = [...stateActions(facts), ...suspensionLimit(request)];
  if (request.sourceSystem !== null) return moving;
  return [...moving, ...stateLadder(facts), ...termClocks(facts), ...taskClocks(facts)];
}

/** The ladder of the legal term. */
export function termLadder({ escalation }: WorkflowDocument): readonly Rung[] {
  return escalation ?? DEFAULT_LADDER;
}

/** The ladder of a state: without one, an action that fires is enough. */
export function stayLadder(document: WorkflowDocument, state: StateDefinition): readonly Rung[] {
  const ownWay = hasAction(document, state, 'state.deadline') ? [] : DEFAULT_LADDER;
  return state.deadline?.escalation ?? ownWay;
}

function stateActions({ document, request, stay, days }: ClockFacts): RequestClock[] {
  const state = findState(document, request.stateCode);
  if (!stay || !state?.deadline) return [];
  const end = endOfStay(stay, state.deadline, days);
  const { remindBefore } = state.deadline;
  const isImported = request.sourceSystem !== null;
  const reminds =
    remindBefore !== undefined && (!isImported || hasAction(document, state, 'state.reminder'));
  return [
    ...(reminds
      ? before('state.reminder', state.code, stay.since, reminderOf(end, remindBefore))
      : []),
    ...(hasAction(document, state, 'state.deadline')
      ? [{ rule: 'state.deadline', subject: state.code, since: stay.since, firesAt: end } as const]
      : []),
  ];
}

function stateLadder({ document, request, stay, days }: ClockFacts): RequestClock[] {
  const state = findState(document, request.stateCode);
  if (!stay || !state?.deadline) return [];
  const end = endOfStay(stay, state.deadline, days);
  return stayLadder(document, state).map((rung) => ({
    rule: 'state.overdue',
    subject: rung.tell,
    since: stay.since,
    firesAt: climbed(end, rung, days),
  }));
}

function termClocks(facts: ClockFacts): RequestClock[] {
  const { document, request, days, termReminderDays } = facts;
  if (isSuspended(request)) return [];
  const { dueAt } = request;
  const rungs = termLadder(document).map((rung) => ({
    rule: 'term.overdue' as const,
    subject: rung.tell,
    since: dueAt,
    firesAt: climbed(dueAt, rung, days),
  }));
  if (termReminderDays === 0) return rungs;
  const reminder = termReminderOf(dueAt, termReminderDays);
  return reminder > request.filedAt
    ? [...rungs, { rule: 'term.reminder', subject: '', since: dueAt, firesAt: reminder }]
    : rungs;
}

function suspensionLimit(request: ClockedRequest): RequestClock[] {
  const since = request.suspendedSince;
  return since && isSuspended(request)
    ? [{ rule: 'suspension.limit', subject: '', since, firesAt: suspensionEnd(since) }]
    : [];
}

function taskClocks({ tasks, taskReminderDays }: ClockFacts): RequestClock[] {
  return tasks.flatMap(({ id, state, dueAt, offeredAt }) => {
    if (!isOpenTask(state) || !dueAt) return [];
    const reminder = termReminderOf(dueAt, taskReminderDays);
    return [
      { rule: 'task.overdue' as const, subject: id, since: dueAt, firesAt: dueAt },
      ...(taskReminderDays > 0 && reminder > offeredAt
        ? [{ rule: 'task.reminder' as const, subject: id, since: dueAt, firesAt: reminder }]
        : []),
    ];
  });
}

/** A reminder that would come before it all began is none. */
function before(rule: ClockRule, subject: string, since: Date, firesAt: Date): RequestClock[] {
  return firesAt > since ? [{ rule, subject, since, firesAt }] : [];
}

function isSuspended({ suspendedSince, suspendedUntil }: ClockedRequest): boolean {
  return suspendedSince !== null && suspendedUntil === null;
}

function hasAction(
  document: WorkflowDocument,
  state: StateDefinition,
  trigger: 'state.deadline' | 'state.reminder',
): boolean {
  return document.actions.some((action) => action.trigger === trigger && startsFrom(action, state));
}
