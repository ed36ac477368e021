/**
 * What a step that withdraws tasks leaves to be asked again. Pure. An answer that came while a withdrawn task was open may have been held
 * back by it: the iter is asked as if that answer came now. Only where the step itself leads nowhere: it would say what follows.
 */
import type { Change } from '../../change.js';
import type { Task } from '../task.entity.js';

/** The last answered task of each kind that a withdrawn one may have held back, the last of all first. */
export function heldAnswers({ draft, tasks, tasksBefore = [] }: Change): Task[] {
  const withdrawn = tasks.flatMap((change) =>
    change.kind === 'update' && change.patch.state === 'cancelled' ? [change.task] : [],
  );
  if (withdrawn.length === 0 || draft.from !== draft.to) return [];
  const since = Math.min(...withdrawn.map(({ offeredAt }) => offeredAt.getTime()));
  const answered = tasksBefore
    .filter(({ state }) => state === 'done' || state === 'declined')
    .filter((task) => settled(task) >= since)
    .sort((one, other) => settled(other) - settled(one));
  return answered.filter((task, at) => answered.findIndex(({ kind }) => kind === task.kind) === at);
}

function settled({ settledAt }: Task): number {
  return settledAt?.getTime() ?? 0;
}
