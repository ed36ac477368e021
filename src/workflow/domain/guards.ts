/**
 * What holds an action back although state and person are right. Each guard answers with its own reason (key under `reasons.` in the
 * language files); an action with several guards needs all of them. Whose the request is already need not take it, nor
 * be given it: no iter has to say so.
 */
import { addCivilDays, civilDate, endOfCivilDay } from '../../calendar/domain/civil-time.js';
import { assertNever } from '../../shared/assert-never.js';
import type { FieldError } from '../../shared/refusal.js';
import { ownValue } from '../../shared/own-value.js';
import {
  type Circumstances,
  type Decision,
  fieldValueName,
  type RequestSnapshot,
  type TaskSnapshot,
  type WorkflowSettings,
} from './decision.js';
import { type ActionDefinition, type Guard, SELF } from './document.js';
import { ownWork } from './four-eyes.js';
import { isAmong } from './performer-may.js';
import { lastRecorded, UNKNOWN_AMOUNT } from './recorded-numbers.js';

export const GUARD_REASONS = [
  'tasks-open',
  'no-tasks-open',
  'no-task-done',
  'task-not-done',
  'children-open',
  'no-outcome',
  'not-authorised',
  'authorisation-not-asked',
  'recorded-above-limit',
  'quote-without-amount',
  'four-eyes',
  'too-late',
  'already-yours',
  'term-suspended',
] as const;
export type GuardReason = (typeof GUARD_REASONS)[number];

/** The first reason that holds the action back; null where none does. Throws where a setting that a guard needs is missing. */
export function heldBackBy(
  action: ActionDefinition,
  request: RequestSnapshot,
  circumstances: Circumstances,
): GuardReason | null {
  for (const guard of action.guards) {
    const reason = check(guard, request, { ...circumstances, action });
    if (reason) return reason;
  }
  if (ownWork(action, request, circumstances.performer)) return 'four-eyes';
  if (takesWhatIsTheirs(action, request, circumstances)) return 'already-yours';
  return movesWhatStands(action, request) ? 'term-suspended' : null;
}

/** A day that is set while the clock stands still would be told to the citizen, and move on by itself when the clock goes on. */
function movesWhatStands({ effects }: ActionDefinition, { isSuspended }: RequestSnapshot): boolean {
  return isSuspended && effects.some(({ kind }) => kind === 'move-term');
}

/** It would write a step, and nothing would be otherwise than before. */
function takesWhatIsTheirs(
  { to, fields, effects }: ActionDefinition,
  { assigneeId }: RequestSnapshot,
  { performer }: Circumstances,
): boolean {
  if (assigneeId === null || assigneeId !== performer.accountId) return false;
  const onlyTakes = effects.every(({ kind }) => kind === 'assign-person');
  const takes = effects.some((effect) => effect.kind === 'assign-person' && effect.field === SELF);
  return to === '@same' && fields.length === 0 && takes && onlyTakes;
}

/** The same of somebody else: the person is named who has it, and nothing else is said or done. */
export function assignsAgain(
  { to, fields, effects }: ActionDefinition,
  { assigneeId }: RequestSnapshot,
  values: Decision['values'],
): FieldError[] {
  const [only, ...others] = fields;
  if (!only || others.length > 0 || to !== '@same' || assigneeId === null) return [];
  const isAll = effects.every((one) => one.kind === 'assign-person' && one.field === only.code);
  const named = values.find(({ name }) => name === fieldValueName(only.code))?.value;
  return effects.length > 0 && isAll && named === assigneeId
    ? [{ field: only.code, code: 'person-has-it' }]
    : [];
}

/** The council's value of a setting; throws where the caller handed none in. */
export function settingOf(settings: WorkflowSettings, key: string): number {
  const value = ownValue(settings, key);
  if (value === undefined) throw new Error(`the workflow needs the setting ${key}`);
  return value;
}

function check(
  guard: Guard,
  request: RequestSnapshot,
  { performer, settings, now, action }: Circumstances & { readonly action: ActionDefinition },
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
    case 'at-most': {
      const amount = lastRecorded(action, guard.field, request) ?? 0; // what is typed: `check-fields.ts`
      if (amount <= guard.limit || isAmong(guard.unless, performer, request)) return null;
      return amount === UNKNOWN_AMOUNT ? 'quote-without-amount' : 'recorded-above-limit';
    }
    case 'tasks-open':
      return counted(guard, request).some(isOpen) ? null : 'no-tasks-open';
    case 'authorised':
      return isAsked(guard, request) && !isAuthorised(guard, request) ? 'not-authorised' : null;
    case 'authorisation-asked':
      return request.needsAuthorisation ? null : 'authorisation-not-asked';
    case 'not-who-did':
      return null; // below, with who did what: `four-eyes.ts`
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

type Authorised = Extract<Guard, { kind: 'authorised' }>;

function isAsked({ always }: Authorised, { needsAuthorisation }: RequestSnapshot): boolean {
  return always === true || needsAuthorisation;
}

function isAuthorised({ by }: Authorised, request: RequestSnapshot): boolean {
  return request.done.some(
    ({ action, isOutdated, isBeforeCategory }) =>
      by.includes(action) && !isOutdated && !(isBeforeCategory && request.needsAuthorisation), // the one that asks now is not the one that it was given for
  );
}

/** A deadline in days ends at 24:00 civil time (DESIGN.md, data decision 7). */
function endOfDayAfter(start: Date, days: number): Date {
  return endOfCivilDay(addCivilDays(civilDate(start), days));
}
