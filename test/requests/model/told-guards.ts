/** What an action waits for, looked for in what was written before its step. Where two things bear one instant, either may have been first. */
import type { Step } from '../../../src/requests/steps/step.entity.js';
import type { Task } from '../../../src/requests/tasks/task.entity.js';
import type { ActionDefinition, Guard } from '../../../src/workflow/domain/document.js';
import { reopens, type Told } from './told-course.js';

/** The guard that was passed by, in words; null where each had what it waits for. */
export function breachOfGuards(told: Told, action: ActionDefinition, index: number): string | null {
  if (told.steps.slice(index + 1).some((step) => step.action === 'correct')) return null; // looked at as it was recorded; a struck step opens tasks again
  const broken = action.guards.find((guard) => !isMet(told, guard, index));
  return broken ? `passes by its guard ${broken.kind}` : null;
}

function isMet(told: Told, guard: Guard, index: number): boolean {
  const step = told.steps[index]!;
  const tasks = told.tasks.filter(
    ({ kind, offeredSeq }) =>
      offeredSeq < step.seq &&
      (!('tasks' in guard) || !guard.tasks || guard.tasks.some((one) => one === kind)),
  );
  switch (guard.kind) {
    case 'tasks-settled':
    case 'all-tasks-done':
      return tasks.every(({ settledAt }) => settledAt !== null && settledAt <= step.recordedAt);
    case 'tasks-open':
      return tasks.some(({ settledAt }) => settledAt === null || settledAt >= step.recordedAt);
    case 'any-task-done':
      return tasks.some((task) => isDoneBy(task, step));
    case 'not-who-did': {
      const last = doneBefore(told, index).findLast(({ action }) => guard.actions.includes(action));
      return !last?.accountId || last.accountId !== step.accountId;
    }
    case 'authorised':
      return (
        guard.always !== true ||
        doneBefore(told, index).some(({ action }) => guard.by.includes(action))
      );
    default:
      return true; // what the rows do not tell as they were then
  }
}

function isDoneBy({ state, settledAt }: Task, { recordedAt }: Step): boolean {
  return state === 'done' && settledAt !== null && settledAt <= recordedAt;
}

/** Since the last reopening, without what had been struck through by then. */
function doneBefore({ document, steps, struckBy }: Told, index: number): readonly Step[] {
  const { seq: until } = steps[index]!;
  const struck = new Set([...struckBy].flatMap(([by, seq]) => (by < until ? [seq] : [])));
  const standing = steps.slice(0, index).filter(({ seq }) => !struck.has(seq));
  const reopened = standing.findLastIndex((step) => reopens(document, step));
  return standing.slice(reopened + 1);
}
