import type { EntityManager } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { changeRows } from '../../database/query-rows.js';
import { newId } from '../../shared/ids.js';
import type { Hearing } from '../../routing/domain/hearing.js';
import type { TaskChange } from '../domain/consequences.js';
import type { Involvement } from '../involvement.entity.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { Step } from '../steps/step.entity.js';
import { isOpenTask, versionAfter } from './domain/task-states.js';
import { revokeLinks } from './links/revoke-links.js';
import { Task } from './task.entity.js';

/**
 * Opens and moves tasks in the step's transaction; answers those that are open now and were not: new ones, and ended ones that a correction
 * opens again. What is withdrawn takes its links along. A task that moved meanwhile
 * breaks the promise: throws.
 */
export async function applyTaskChanges(
  em: EntityManager,
  request: ServiceRequest,
  step: Step,
  changes: readonly TaskChange[],
): Promise<Task[]> {
  const opened: Task[] = [];
  for (const change of changes) {
    if (change.kind === 'open') opened.push(newTask(request, step, change));
    else await moveTask(em, change.task, change.patch);
    if (change.kind === 'update' && change.patch.state === 'cancelled')
      await revokeLinks(em, { taskId: change.task.id }, step.recordedAt);
  }
  await insertRows(em, Task, opened);
  for (const { partnerId, rule } of opened) {
    if (partnerId)
      await involve(
        em,
        { requestId: request.id, partnerId, role: 'executor', rule },
        step.recordedAt,
      );
  }
  return [...opened, ...changes.flatMap(openedAgain)];
}

function openedAgain(change: TaskChange): Task[] {
  if (change.kind === 'open' || isOpenTask(change.task.state)) return [];
  const { task, patch } = change;
  return patch.state && isOpenTask(patch.state) ? [Object.assign(new Task(), task, patch)] : [];
}

/** Involves a partner, takes up again one whose part had ended, or raises what it is: an executor stays one. */
export async function involve(
  em: EntityManager,
  involvement: Pick<Involvement, 'requestId' | 'partnerId' | 'role' | 'rule'> & {
    readonly hears?: Hearing;
  },
  now: Date,
): Promise<void> {
  const { hears } = involvement;
  await changeRows(
    em,
    `INSERT INTO involvements (request_id, partner_id, role, rule, hears, since)
     VALUES (:requestId, :partnerId, :role, :rule, :hears, :since)
     ON CONFLICT (request_id, partner_id) DO UPDATE SET role = excluded.role, rule = excluded.rule, hears = excluded.hears,
       since = CASE WHEN involvements.ended_seq IS NULL THEN involvements.since ELSE excluded.since END, ended_seq = NULL
     WHERE excluded.role = 'executor' OR involvements.ended_seq IS NOT NULL`,
    { ...involvement, hears: hears ? JSON.stringify(hears) : null, since: now.toISOString() },
  );
}

function newTask(
  request: ServiceRequest,
  step: Step,
  change: Extract<TaskChange, { kind: 'open' }>,
): Task {
  return Object.assign(new Task(), {
    id: newId(),
    requestId: request.id,
    partnerId: change.partnerId,
    officeId: change.officeId,
    kind: change.task,
    state: 'offered',
    version: 1,
    rule: change.rule,
    offeredAt: step.recordedAt,
    offeredSeq: step.seq,
    dueAt: change.dueAt ?? request.dueAt,
    plannedFor: null,
    performedAt: null,
    settledAt: null,
    externalReference: null,
    operatorCode: null,
  });
}

async function moveTask(em: EntityManager, task: Task, patch: Partial<Task>): Promise<void> {
  const result = await em.update(
    Task,
    { id: task.id, version: task.version },
    { ...patch, version: versionAfter(task.version, patch) },
  );
  if (result.affected !== 1) throw new Error(`task ${task.id} moved under a held request`);
}
