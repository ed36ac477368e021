/**
 * What a decided action changes besides adding a step: the request's row and its tasks. Pure: the caller has loaded everything and saves
 * the result in the step's transaction.
 *
 * The legal clock (L. 241/1990 art. 2 c. 7) stops at most once per request and at most 30 days; the term moves on by as much when it
 * starts again. Closing stops it, reopening follows the action's own effects.
 */
import type { DeadlineDays } from '../../calendar/domain/deadline.js';
import { resumedDeadline, type RunningTerm } from '../../calendar/domain/resumed.js';
import { assertNever } from '../../shared/assert-never.js';
import { type Decision, fieldValueName } from '../../workflow/domain/decision.js';
import type { Effect } from '../../workflow/domain/document.js';
import type { HandedTo, Rerouted } from '../assignment/rerouted.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { Task } from '../tasks/task.entity.js';
import { isOpenTask } from '../tasks/domain/task-states.js';
import { termUnder } from './legal-term.js';
import { mostLost, suspensionEnd } from './suspension.js';

export type RequestPatch = Partial<Omit<ServiceRequest, 'id' | 'version' | 'lastSeq' | 'lastHash'>>;

export type TaskChange =
  | {
      readonly kind: 'open';
      readonly partnerId: string | null;
      readonly officeId: string | null;
      readonly task: string;
      readonly rule: string | null;
      /** Its own term; without one, the request's. */
      readonly dueAt?: Date;
    }
  | { readonly kind: 'update'; readonly task: Task; readonly patch: Partial<Task> };

/** Ids behind the codes and numbers that a person typed, looked up before. */
export interface Resolved {
  readonly partnerId?: string;
  readonly officeId?: string;
  readonly personId?: string;
  /** Where the rules send it under this category. */
  readonly category?: Rerouted & { readonly id: string; readonly term: RunningTerm };
  /** Whom the rules give it to in the office that it goes to. */
  readonly handedTo?: HandedTo;
  readonly duplicateOfId?: string;
  /** End of the civil day of a `move-term`. */
  readonly newDueAt?: Date;
  /** What `restart-term` sets: the category's term counted from now. */
  readonly freshTerm?: RunningTerm;
  /** The office that owns the state that is entered. */
  readonly ownerOfficeId?: string;
  /** The own term of the task that is opened. */
  readonly taskDueAt?: Date;
  readonly rule?: string;
  /** The town's days: a term that is moved on does not end on a holiday. */
  readonly calendar: DeadlineDays;
}

export interface Consequences {
  readonly patch: RequestPatch;
  readonly tasks: readonly TaskChange[];
}

export function consequences(
  request: ServiceRequest,
  tasks: readonly Task[],
  decision: Decision,
  context: { readonly resolved: Resolved; readonly occurredAt: Date; readonly now: Date },
): Consequences {
  let patch: RequestPatch = statePatch(request, decision, context);
  const changes: TaskChange[] = [];
  for (const effect of decision.effects) {
    patch = { ...patch, ...effectPatch({ ...request, ...patch }, effect, decision, context) };
    changes.push(...taskChanges(effect, stillOpen(tasks, changes), context));
  }
  return { patch, tasks: changes };
}

type Context = Parameters<typeof consequences>[3];

function statePatch(request: ServiceRequest, decision: Decision, context: Context): RequestPatch {
  const { occurredAt, resolved } = context;
  if (decision.to === request.stateCode) return {};
  const { ownerOfficeId } = resolved;
  const goesTo = ownerOfficeId && ownerOfficeId !== request.officeId ? ownerOfficeId : null;
  const closing = decision.toKind === 'closed';
  return {
    stateCode: decision.to,
    stateKind: decision.toKind,
    stateSince: occurredAt,
    returnState: decision.returnState,
    closedAt: closing ? occurredAt : null,
    ...(closing ? startClock(request, context) : reopened(request)),
    ...(goesTo ? { officeId: goesTo, assigneeId: null } : {}),
  };
}

/** What came of it the last time holds no longer. */
function reopened(request: ServiceRequest): RequestPatch {
  return request.stateKind === 'closed' ? { outcome: null, duplicateOfId: null } : {};
}

function effectPatch(
  request: ServiceRequest,
  effect: Effect,
  decision: Decision,
  context: Context,
): RequestPatch {
  const { resolved, now } = context;
  switch (effect.kind) {
    case 'stop-clock':
      return request.suspendedSince ? {} : { suspendedSince: now, suspendedUntil: null };
    case 'start-clock':
      return startClock(request, context);
    case 'assign-person':
      return { assigneeId: resolved.personId ?? null };
    case 'set-outcome':
      return { outcome: valueOf(decision, effect.field) };
    case 'outcome':
      return { outcome: effect.code };
    case 'link-duplicate':
      return resolved.duplicateOfId ? { duplicateOfId: resolved.duplicateOfId } : {};
    case 'restart-term':
      return resolved.freshTerm ?? {};
    case 'move-term':
      return resolved.newDueAt ? { dueAt: resolved.newDueAt, termUnit: 'days' } : {};
    case 'change-category':
      return resolved.category
        ? {
            categoryId: resolved.category.id,
            officeId: resolved.category.officeId,
            assigneeId: resolved.category.personId,
            ...termUnder(resolved.category.term, request),
          }
        : {};
    case 'change-office':
      return resolved.officeId
        ? { officeId: resolved.officeId, assigneeId: resolved.handedTo?.personId ?? null }
        : {};
    case 'set-protocol':
      return {
        protocolNumber: valueOf(decision, effect.field),
        protocolDate: valueOf(decision, effect.dateField),
      };
    case 'open-task':
    case 'cancel-tasks':
    case 'complete-tasks':
    case 'write-citizen':
    case 'notify-office':
      return {};
    default:
      return assertNever(effect);
  }
}

function valueOf(decision: Decision, field: string): string | null {
  const value = decision.values.find((one) => one.name === fieldValueName(field))?.value;
  return value === undefined ? null : String(value);
}

/** The clock starts again: the term moves on by what it stood still, never by more than the limit. */
export function startClock(
  request: ServiceRequest,
  { now, resolved }: Pick<Context, 'now' | 'resolved'>,
): RequestPatch {
  const { suspendedSince: from, suspendedUntil, termUnit } = request;
  if (!from || suspendedUntil) return {};
  const until = earlier(now, suspensionEnd(from));
  const lost = { from, to: earlier(until, mostLost(from, termUnit)) };
  return {
    suspendedUntil: until,
    dueAt: resumedDeadline(request, lost, resolved.calendar),
  };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function taskChanges(
  effect: Effect,
  tasks: readonly Task[],
  { resolved, occurredAt, now }: Context,
): TaskChange[] {
  if (effect.kind === 'open-task') {
    return [
      {
        kind: 'open',
        partnerId: resolved.partnerId ?? null,
        officeId: resolved.partnerId ? null : (resolved.officeId ?? null),
        task: effect.task,
        rule: resolved.rule ?? null,
        ...(resolved.taskDueAt ? { dueAt: resolved.taskDueAt } : {}),
      },
    ];
  }
  if (effect.kind === 'cancel-tasks' || effect.kind === 'complete-tasks') {
    const patch: Partial<Task> =
      effect.kind === 'cancel-tasks'
        ? { state: 'cancelled', settledAt: now }
        : { state: 'done', settledAt: now, performedAt: occurredAt };
    return tasks
      .filter((task) => isMeant(effect.tasks, task))
      .map((task) => ({ kind: 'update', task, patch }));
  }
  return [];
}

/** What an effect before this one has ended is not ended again. */
function stillOpen(tasks: readonly Task[], changes: readonly TaskChange[]): readonly Task[] {
  const ended = new Set(changes.map((change) => change.kind === 'update' && change.task));
  return tasks.filter((task) => isOpenTask(task.state) && !ended.has(task));
}

function isMeant(kinds: readonly string[] | undefined, { kind }: Task): boolean {
  return kinds === undefined || kinds.includes(kind);
}
