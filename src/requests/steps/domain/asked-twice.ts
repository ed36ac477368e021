/**
 * Nobody is asked for what is asked of them already, and no office asks itself: the join would wait for both, and the second task is nobody's.
 * Pure. A task that the same action ends does not count.
 */
import type { FieldError } from '../../../shared/refusal.js';
import type { Decision } from '../../../workflow/domain/decision.js';
import type { Effect } from '../../../workflow/domain/document.js';
import { askedBy, type Resolved } from '../../domain/resolved.js';
import type { RequestCard } from '../../request-cards.service.js';
import { isOpenTask } from '../../tasks/domain/task-states.js';
import type { Task } from '../../tasks/task.entity.js';
import { dataField } from './data-fields.js';

type Asking = Extract<Effect, { kind: 'open-task' }>;
type Asked = Pick<Task, 'kind' | 'partnerId' | 'officeId'>;

/** The faults, each at the field that names the one who is asked. */
export function askedTwice(
  { action, effects }: Decision,
  resolved: Pick<Resolved, 'named' | 'dueAfter'>,
  { card, tasks }: { readonly card: RequestCard; readonly tasks: readonly Task[] },
): FieldError[] {
  const known: Asked[] = tasks.filter((task) => isOpenTask(task.state) && !isEnded(task, effects));
  return effects.filter(isAsking).flatMap((effect) => {
    const asked = askedBy(effect, resolved);
    if (!asked) return [];
    const code = faultOf({ ...asked, kind: effect.task }, card, known);
    known.push({ ...asked, kind: effect.task });
    const field = action.fields.find((one) => one.code === effect.executor);
    return code && field ? [{ field: dataField(field), code }] : [];
  });
}

function faultOf(asked: Asked, { request }: RequestCard, known: readonly Asked[]): string | null {
  if (asked.officeId !== null && asked.officeId === request.officeId) return 'office-own';
  const isKnown = known.some(
    ({ kind, partnerId, officeId }) =>
      kind === asked.kind && partnerId === asked.partnerId && officeId === asked.officeId,
  );
  if (!isKnown) return null;
  return asked.partnerId === null ? 'office-asked-already' : 'partner-asked-already';
}

function isEnded({ kind }: Task, effects: Decision['effects']): boolean {
  return effects.some(
    (effect) =>
      (effect.kind === 'cancel-tasks' || effect.kind === 'complete-tasks') &&
      (effect.tasks === undefined || effect.tasks.some((one) => one === kind)),
  );
}

function isAsking(effect: Effect): effect is Asking {
  return effect.kind === 'open-task';
}
