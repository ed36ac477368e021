/**
 * What a decided action changes besides adding a step: the request's row and its tasks. Pure: the caller has loaded everything and saves
 * the result in the step's transaction.
 *
 * The legal clock (L. 241/1990 art. 2 c. 7) stops at most once per request and at most 30 days; the term moves on by as much when it
 * starts again. Closing stops it, reopening follows the action's own effects.
 */
import { resumedDeadline } from '../../calendar/domain/resumed.js';
import { assertNever } from '../../shared/assert-never.js';
import { type Decision, fieldValueName } from '../../workflow/domain/decision.js';
import type { Effect } from '../../workflow/domain/document.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { Task } from '../tasks/task.entity.js';
import { isOpenTask } from '../tasks/domain/task-states.js';
import { termUnder } from './legal-term.js';
import { askedBy, type Named, type Resolved } from './resolved.js';
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
      return { assigneeId: resolved.named.get(effect.field)?.personId ?? null };
    case 'set-outcome':
      return { outcome: valueOf(decision, effect.field) };
    case 'outcome':
      return { outcome: effect.code };
    case 'link-duplicate':
      return linked(resolved.named.get(effect.field));
    case 'restart-term':
      return resolved.freshTerm ?? {};
    case 'move-term':
      return movedTo(resolved.named.get(effect.field));
    case 'change-category':
      return recategorised(request, resolved.named.get(effect.field));
    case 'change-office':
      return handedOver(resolved.named.get(effect.field));
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

function linked({ duplicateOfId }: Named = {}): RequestPatch {
  return duplicateOfId ? { duplicateOfId } : {};
}

function movedTo({ until }: Named = {}): RequestPatch {
  return until ? { dueAt: until, termUnit: 'days' } : {};
}

function recategorised(request: ServiceRequest, { category }: Named = {}): RequestPatch {
  if (!category) return {};
  const { id: categoryId, officeId, personId: assigneeId, term } = category;
  return { categoryId, officeId, assigneeId, ...termUnder(term, request) };
}

function handedOver({ officeId, handedTo }: Named = {}): RequestPatch {
  return officeId ? { officeId, assigneeId: handedTo?.personId ?? null } : {};
}

function valueOf(decision: Decision, field: string): string | null {
  const value = decision.values.find((one) => one.name === fieldValueName(field))?.value;
  return value === undefined ? null : String(value);
}

/** The clock starts again: the term moves on by what it stood still, never by more than the limit. */
export function startClock(
  request: ServiceRequest,
  { now, resolved }: { readonly now: Date; readonly resolved: Pick<Resolved, 'calendar'> },
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
    const asked = askedBy(effect, resolved);
    return asked
      ? [{ kind: 'open', ...asked, task: effect.task, rule: resolved.rule ?? null }]
      : [];
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
