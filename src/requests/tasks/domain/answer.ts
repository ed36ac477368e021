/**
 * What a partner may answer to a task, and where it leads. Pure. An ended task takes only a note: a late word is never lost, and never
 * moves what has ended. Words (`note`, `ask`) take no version: what is done is not refused for something that was said meanwhile.
 */
import { type FieldError, Refusal } from '../../../shared/refusal.js';
import { afterFiling } from '../../domain/after-filing.js';
import type { Task } from '../task.entity.js';
import { isOpenTask, type TaskState } from './task-states.js';

export const TASK_ACTIONS = ['accept', 'decline', 'schedule', 'complete', 'note', 'ask'] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

export interface TaskAnswer {
  readonly action: TaskAction;
  /** The task's, as they knew it; asked only of an answer that moves the task. */
  readonly version: number;
  readonly operatorCode?: string;
  /** The worker's name, where the partner gives it. */
  readonly operatorName?: string;
  readonly plannedFor?: Date;
  readonly performedAt?: Date;
  readonly externalReference?: string;
  readonly note?: string;
  readonly reason?: string;
  /** In euro; what a quote is about, and only that. */
  readonly amount?: number;
}

/** Where each answer leads; `same` leaves the task as it is. */
const LEADS_TO: Record<TaskAction, TaskState | 'same'> = {
  accept: 'accepted',
  decline: 'declined',
  schedule: 'scheduled',
  complete: 'done',
  note: 'same',
  ask: 'same',
};

/** The task after the answer, or why not. */
export function answerTask(
  task: Task,
  answer: TaskAnswer,
  { now, filedAt }: { readonly now: Date; readonly filedAt: Date },
): Partial<Task> | Refusal {
  if (movesTask(answer.action) && answer.version !== task.version)
    return new Refusal('stale-version', undefined, [], {
      current: { version: task.version, state: task.state },
    });
  if (answer.action !== 'note' && !isPossible(task.state, answer.action))
    return new Refusal('not-possible-now', 'task-ended');
  const { performedAt } = answer;
  const told = performedAt ? { ...answer, performedAt: afterFiling(performedAt, filedAt) } : answer;
  const errors = checkAnswer(told, { now, filedAt, kind: task.kind });
  if (errors.length > 0) return Refusal.fields(errors);
  return patchOf(task, told, now);
}

/** The answer gives the quote that was asked for. */
export function isQuote(action: TaskAction, kind: string): boolean {
  return action === 'complete' && kind === 'quote';
}

/** The answers that a task in this state takes. */
export function possibleAnswers(state: TaskState): TaskAction[] {
  return (Object.keys(LEADS_TO) as TaskAction[]).filter(
    (action) => action === 'note' || isPossible(state, action),
  ); // keys of our own list
}

function movesTask(action: TaskAction): boolean {
  return LEADS_TO[action] !== 'same';
}

function isPossible(state: TaskState, action: TaskAction): boolean {
  if (!isOpenTask(state)) return false;
  return action === 'accept' ? state === 'offered' : true;
}

function checkAnswer(
  answer: TaskAnswer,
  { now, filedAt, kind }: { now: Date; filedAt: Date; kind: string },
): FieldError[] {
  const errors: FieldError[] = [];
  const need = (isMissing: boolean, field: string): void => {
    if (isMissing) errors.push({ field, code: 'required' });
  };
  need(answer.action === 'decline' && !answer.reason, 'reason');
  need(answer.action === 'schedule' && !answer.plannedFor, 'plannedFor');
  const isOpinion = answer.action === 'complete' && kind === 'opinion'; // the words are the work
  need((['note', 'ask'].includes(answer.action) || isOpinion) && !answer.note, 'note');
  const { amount } = answer;
  if (isQuote(answer.action, kind)) need(amount === undefined, 'amount');
  else if (amount !== undefined) errors.push({ field: 'amount', code: 'unknown-field' });
  if (answer.performedAt && answer.performedAt > now)
    errors.push({ field: 'performedAt', code: 'occurred-in-future' });
  if (answer.performedAt && answer.performedAt < filedAt)
    errors.push({ field: 'performedAt', code: 'occurred-before-filing' });
  if (answer.plannedFor && answer.plannedFor < now)
    errors.push({ field: 'plannedFor', code: 'date-past' });
  return errors;
}

function patchOf(task: Task, answer: TaskAnswer, now: Date): Partial<Task> {
  const to = LEADS_TO[answer.action];
  return {
    ...(to === 'same' ? {} : { state: to }),
    externalReference: answer.externalReference ?? task.externalReference,
    operatorCode: answer.operatorCode ?? task.operatorCode,
    ...(to !== 'same' && answer.plannedFor ? { plannedFor: answer.plannedFor } : {}),
    ...(to === 'done' ? { performedAt: answer.performedAt ?? now } : {}),
    ...(to === 'done' || to === 'declined' ? { settledAt: now } : {}),
  };
}
