/** What becomes of the tasks of a request when a step of it is struck through, read from what the step keeps. */
import { type EntityManager, In } from 'typeorm';
import { selectRows } from '../../database/select-rows.js';
import { Partner } from '../../partners/partner.entity.js';
import { correctedSteps } from '../history/corrected-steps.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Step } from '../steps/step.entity.js';
import { readEndedTasks } from '../tasks/domain/ended-tasks.js';
import { type StruckTasks, struckTasks } from '../tasks/domain/struck-tasks.js';
import { Task } from '../tasks/task.entity.js';
import { keptValues } from './kept-values.js';

const NONE: StruckTasks = { withdrawn: [], reopened: [], done: [], left: [] };

/** `takesBack`: the request goes back with the step, or is still where it was recorded; and is not closed then. */
export async function tasksBefore(
  em: EntityManager,
  { requestId, seq }: Step,
  takesBack: boolean,
): Promise<StruckTasks> {
  const tasks = await selectRows(em, Task, 'WHERE request_id = :requestId ORDER BY offered_at, id', { requestId }); // prettier-ignore
  if (tasks.length === 0) return NONE;
  const ending = await keptValues(em, requestId, VALUE.endedTasks);
  const own = ending.find((kept) => kept.seq === seq);
  const struck = await correctedSteps(em, requestId);
  const gone = await endedPartners(em, tasks);
  return struckTasks(tasks, {
    seq,
    ended: own ? readEndedTasks(JSON.parse(own.value)) : [],
    takesBack,
    canReopen: ({ offeredSeq, partnerId }) =>
      !struck.has(offeredSeq) && (partnerId === null || !gone.has(partnerId)),
  });
}

/** Ids of tasks that a step of the office has ended, and that still stands. */
export async function endedByOffice(em: EntityManager, requestId: string): Promise<Set<string>> {
  const ending = await keptValues(em, requestId, VALUE.endedTasks);
  return new Set(
    ending
      .filter(({ stands }) => stands)
      .flatMap(({ value }) => readEndedTasks(JSON.parse(value)).map(({ id }) => id)),
  );
}

async function endedPartners(em: EntityManager, tasks: readonly Task[]): Promise<Set<string>> {
  const ids = tasks.flatMap(({ partnerId }) => partnerId ?? []);
  const gone = await em.findBy(Partner, { id: In(ids), isActive: false });
  return new Set(gone.map(({ id }) => id));
}
