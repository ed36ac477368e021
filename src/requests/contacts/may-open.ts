/** Who may open a citizen's contacts, of those who see that there are some. Pure. */
import { may, type Viewer } from '../../access/viewer.js';
import { isOpenTask, type TaskState } from '../tasks/domain/task-states.js';

interface GivenTask {
  readonly id: string;
  readonly partnerId: string | null;
  readonly state: TaskState;
}

/** An office by its permission; a partner's person by the agreement, while the task that they can answer is still to be done. */
export function mayOpenContacts(viewer: Viewer, tasks: readonly GivenTask[]): boolean {
  if (viewer.kind === 'office') return may(viewer, 'contacts.open');
  if (viewer.kind !== 'partner' || !viewer.seesContacts || !may(viewer, 'tasks.answer'))
    return false;
  const { partnerId, link } = viewer;
  return tasks.some(
    (task) =>
      isOpenTask(task.state) && task.partnerId === partnerId && (!link || link.taskId === task.id),
  );
}
