import type { EntityManager } from 'typeorm';
import { selectRows } from '../database/select-rows.js';
import { queryRows } from '../database/query-rows.js';
import type { RequestSnapshot } from '../workflow/domain/decision.js';
import type { ActionDefinition } from '../workflow/domain/document.js';
import { recordedLimits } from '../workflow/domain/recorded-numbers.js';
import type { RequestCard } from './request-cards.service.js';
import { isSuspended } from './domain/overdue.js';
import { actionsDone, NO_HISTORY } from './history/actions-done.js';
import { numbersRecorded } from './history/numbers-recorded.js';
import type { ServiceRequest } from './service-request.entity.js';
import { isOpenTask } from './tasks/domain/task-states.js';
import { Task } from './tasks/task.entity.js';

/** A request with what the engine and the effects need to know of it. */
export interface LoadedRequest {
  readonly request: ServiceRequest;
  readonly tasks: readonly Task[];
  readonly snapshot: RequestSnapshot;
}

/**
 * Loads tasks and the actions done since the last reopening; struck-out steps do not count, nor tasks that ended before it. Where it is known
 * which actions will be asked for (`asked`), what none of their guards looks at is not read: the history without a task, and the parts.
 */
export async function loadSnapshot(
  em: EntityManager,
  { request, category, workflow, tasks: known }: RequestCard,
  asked: readonly ActionDefinition[] = workflow.document.actions,
): Promise<LoadedRequest> {
  const tasks = known ?? (await tasksOf(em, request.id));
  const needs = needsOf(asked);
  const { done, did, from, seqs } =
    needs.history || tasks.length > 0
      ? await actionsDone(em, request.id, { document: workflow.document, names: needs.names })
      : NO_HISTORY;
  return {
    request,
    tasks,
    snapshot: {
      version: request.version,
      stateCode: request.stateCode,
      stateKind: request.stateKind,
      returnState: request.returnState,
      needsAuthorisation: category.needsAuthorisation,
      filedAt: request.filedAt,
      closedAt: request.closedAt,
      suspensionUsed: request.suspendedSince !== null,
      isSuspended: isSuspended(request),
      assigneeId: request.assigneeId,
      outcome: request.outcome,
      tasks: tasks
        .filter(({ state, offeredSeq }) => offeredSeq >= from || isOpenTask(state))
        .map(({ id, kind, state, partnerId, offeredAt, settledAt }) => ({
          ...{ id, kind, state, partnerId, offeredAt, settledAt },
          isOpen: isOpenTask(state),
        })),
      openChildren: needs.parts ? await openChildren(em, request.id) : 0,
      done,
      did,
      recorded: await numbersRecorded(em, request.id, { asked, seqs, tasks }),
    },
  };
}

function tasksOf(em: EntityManager, id: string): Promise<Task[]> {
  return selectRows(em, Task, 'WHERE request_id = :id ORDER BY offered_at, id', { id });
}

function needsOf(asked: readonly ActionDefinition[]): {
  history: boolean;
  names: readonly string[];
  parts: boolean;
} {
  const kinds = new Set(asked.flatMap(({ guards }) => guards.map(({ kind }) => kind)));
  return {
    history:
      kinds.has('authorised') ||
      kinds.has('not-who-did') ||
      asked.some((action) => recordedLimits(action).length > 0),
    names: asked.flatMap(({ guards }) =>
      guards.flatMap((guard) => (guard.kind === 'not-who-did' ? guard.actions : [])),
    ),
    parts: kinds.has('children-closed'),
  };
}

/** Parts that the request waits for and that are not over. */
async function openChildren(em: EntityManager, requestId: string): Promise<number> {
  const [row] = await queryRows<{ count: unknown }>(
    em,
    `SELECT COUNT(*) AS count FROM request_parts p JOIN service_requests r ON r.id = p.request_id
     WHERE p.parent_id = :requestId AND p.parent_waits = :yes AND r.state_kind <> 'closed'`,
    { requestId, yes: true },
  );
  return Number(row?.count ?? 0);
}
