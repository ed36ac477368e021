/**
 * What becomes of tasks when the step that opened or ended them is struck through. Pure.
 *
 * - What it opened and is still open is withdrawn; what was declined or withdrawn since stays so.
 * - What it opened and has been done stays done: nobody can take back work that was carried out.
 * - What it ended is open again as it stood, where the request goes back with it and nobody has moved the task since.
 */
import type { TaskChange } from '../../domain/consequences.js';
import type { Task } from '../task.entity.js';
import type { EndedTask } from './ended-tasks.js';
import { isOpenTask } from './task-states.js';

/** `done`: opened by the step and carried out; `left`: ended by it, and not to be opened again. */
export interface StruckTasks {
  readonly withdrawn: readonly Task[];
  readonly reopened: readonly { readonly task: Task; readonly before: EndedTask }[];
  readonly done: readonly Task[];
  readonly left: readonly Task[];
}

export interface StruckStep {
  readonly seq: number;
  readonly ended: readonly EndedTask[];
  /** The request goes back with it, or is still where it was recorded; and is not closed then. */
  readonly takesBack: boolean;
  /** Whoever has the task can still be asked, and the step that opened it stands. */
  canReopen(task: Task): boolean;
}

/** Of the tasks of a request, those that this step has to do with; each in one place. */
export function struckTasks(tasks: readonly Task[], step: StruckStep): StruckTasks {
  const { seq, ended, takesBack } = step;
  const opened = tasks.filter(({ offeredSeq }) => offeredSeq === seq);
  const endedHere = tasks.flatMap((task) => {
    const before = ended.find(({ id }) => id === task.id);
    return before ? [{ task, before }] : [];
  });
  const reopened = endedHere.filter(
    ({ task, before }) => takesBack && task.version === before.version && step.canReopen(task),
  );
  return {
    withdrawn: opened.filter(({ state }) => isOpenTask(state)),
    reopened,
    done: opened.filter(({ state }) => state === 'done'),
    left: endedHere.filter((one) => !reopened.includes(one)).map(({ task }) => task),
  };
}

/** As the correction writes it: what is withdrawn ends now, what is opened again is as it stood. */
export function changesOf({ withdrawn, reopened }: StruckTasks, now: Date): TaskChange[] {
  return [
    ...withdrawn.map((task): TaskChange => {
      return { kind: 'update', task, patch: { state: 'cancelled', settledAt: now } };
    }),
    ...reopened.map(({ task, before: { state } }): TaskChange => {
      return { kind: 'update', task, patch: { state, settledAt: null, performedAt: null } };
    }),
  ];
}
