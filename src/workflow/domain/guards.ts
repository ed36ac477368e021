/**
 * What holds an action back although state and person are right. Each guard answers with its own reason (key under `reasons.` in the
 * language files); an action with several guards needs all of them.
 */
import { addCivilDays, civilDate, endOfCivilDay } from '../../calendar/domain/civil-time.js';
import { assertNever } from '../../shared/assert-never.js';
import type { Circumstances, RequestSnapshot, TaskSnapshot, WorkflowSettings } from './decision.js';
import type { ActionDefinition, Guard } from './document.js';

export const GUARD_REASONS = [
  'tasks-open',
  'no-tasks-open',
  'no-task-done',
  'task-not-done',
  'children-open',
  'no-outcome',
  'not-authorised',
  'authorisation-not-asked',
  'four-eyes',
  'too-late',
] as const;
export type GuardReason = (typeof GUARD_REASONS)[number];

/** The first guard that holds the action back, as its reason; null where none does. Throws where a setting it needs is missing. */
export function heldBackBy(
  action: ActionDefinition,
  request: RequestSnapshot,
  circumstances: Circumstances,
): GuardReason | null {
  for (const guard of action.guards) {
    const reason = check(guard, request, circumstances);
    if (reason) return reason;
  }
  return null;
}

/** The council's value of a setting; throws where the caller handed none in. */
export function settingOf(settings: WorkflowSettings, key: string): number {
  const value = Object.hasOwn(settings, key) ? settings[key] : undefined;
  if (value === undefined) throw new Error(`the workflow needs the setting ${key}`);
  return value;
}

function check(
  guard: Guard,
  request: RequestSnapshot,
  { performer, settings, now }: Circumstances,
): GuardReason | null {
  switch (guard.kind) {
    case 'tasks-settled':
      return counted(guard, request).some(isOpen) ? 'tasks-open' : null;
    case 'all-tasks-done':
      return undone(counted(guard, request));
    case 'any-task-done':
      return counted(guard, request).some(({ state }) => state === 'done') ? null : 'no-task-done';
    case 'children-closed':
      return request.openChildren > 0 ? 'children-open' : null;
    case 'outcome-chosen':
      return request.outcome === null ? 'no-outcome' : null;
    case 'at-most':
      return null; // asked of what is typed: `check-fields.ts`
    case 'tasks-open':
      return counted(guard, request).some(isOpen) ? null : 'no-tasks-open';
    case 'authorised':
      return !request.needsAuthorisation || lastDone(request, guard.by) ? null : 'not-authorised';
    case 'authorisation-asked':
      return request.needsAuthorisation ? null : 'authorisation-not-asked';
    case 'not-who-did': {
      const last = lastDone(request, guard.actions)?.accountId ?? null;
      return last !== null && last === performer.accountId ? 'four-eyes' : null;
    }
    case 'within-days-of-closing': {
      const days = settingOf(settings, guard.setting);
      return request.closedAt && now >= endOfDayAfter(request.closedAt, days) ? 'too-late' : null;
    }
    default:
      return assertNever(guard);
  }
}

/** The kinds of task that a join looks at; null where it looks at all of them, or the guard is no join. */
export function kindsOf(guard: Guard): readonly string[] | null {
  return 'tasks' in guard ? (guard.tasks ?? null) : null;
}

function counted(guard: Guard, { tasks }: RequestSnapshot): readonly TaskSnapshot[] {
  const kinds = kindsOf(guard);
  return kinds ? tasks.filter(({ kind }) => kinds.includes(kind)) : tasks;
}

function isOpen(task: TaskSnapshot): boolean {
  return task.isOpen;
}

function undone(tasks: readonly TaskSnapshot[]): GuardReason | null {
  if (tasks.some(isOpen)) return 'tasks-open';
  const failed = tasks.filter(({ state }) => state !== 'done' && state !== 'cancelled');
  return failed.every((task) => isReplaced(task, tasks)) ? null : 'task-not-done';
}

/** Somebody was asked for the same after this one had ended: that one counts now. */
function isReplaced({ kind, settledAt }: TaskSnapshot, tasks: readonly TaskSnapshot[]): boolean {
  return settledAt !== null && tasks.some((one) => one.kind === kind && one.offeredAt > settledAt);
}

function lastDone(request: RequestSnapshot, actions: readonly string[]) {
  return request.done.findLast((entry) => actions.includes(entry.action));
}

/** A deadline in days ends at 24:00 civil time (DESIGN.md, data decision 7). */
function endOfDayAfter(start: Date, days: number): Date {
  return endOfCivilDay(addCivilDays(civilDate(start), days));
}
