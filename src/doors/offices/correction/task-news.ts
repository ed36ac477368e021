/** What a correction does with tasks, as its page says it beforehand. Pure. */
import type {
  ForeseenTask,
  TaskFate,
} from '../../../requests/corrections/correction-preview.service.js';
import type { TaskView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';

export interface TaskNews extends Pick<TaskView, 'executor' | 'kind'> {
  /** `answered`: the step is the answer of whoever has the task, whose word stays. */
  readonly fate: TaskFate | 'answered';
}

export function taskNews(
  tasks: readonly TaskView[],
  step: StepView,
  foreseen: readonly ForeseenTask[],
): TaskNews[] {
  const answered = idOf(step.data['task']);
  return tasks.flatMap(({ id, executor, kind }): TaskNews[] => {
    const foretold = foreseen.find(({ taskId }) => taskId === id)?.fate;
    const fate = foretold ?? (id === answered ? 'answered' : null);
    return fate ? [{ executor, kind, fate }] : [];
  });
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
}
