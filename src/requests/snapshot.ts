import type { EntityManager } from 'typeorm';
import { selectRows } from '../database/select-rows.js';
import { queryRows } from '../database/query-rows.js';
import type { RequestSnapshot } from '../workflow/domain/decision.js';
import type { ActionDefinition } from '../workflow/domain/document.js';
import { reopeningActions } from '../workflow/domain/transition.js';
import type { RequestCard } from './request-cards.service.js';
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
  const { done, from } =
    needs.history || tasks.length > 0
      ? await actionsDone(em, request.id, reopeningActions(workflow.document))
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
      outcome: request.outcome,
      tasks: tasks
        .filter(({ state, offeredSeq }) => offeredSeq >= from || isOpenTask(state))
        .map(({ id, kind, state, partnerId, offeredAt, settledAt }) => ({
          ...{ id, kind, state, partnerId, offeredAt, settledAt },
          isOpen: isOpenTask(state),
        })),
      openChildren: needs.parts ? await openChildren(em, request.id) : 0,
      done,
    },
  };
}

function tasksOf(em: EntityManager, id: string): Promise<Task[]> {
  return selectRows(em, Task, 'WHERE request_id = :id ORDER BY offered_at, id', { id });
}

const NO_HISTORY = { done: [], from: 0 };

function needsOf(asked: readonly ActionDefinition[]): { history: boolean; parts: boolean } {
  const kinds = new Set(asked.flatMap(({ guards }) => guards.map(({ kind }) => kind)));
  return {
    history: kinds.has('authorised') || kinds.has('not-who-did'),
    parts: kinds.has('children-closed'),
  };
}

async function actionsDone(
  em: EntityManager,
  requestId: string,
  freshStarts: readonly string[],
): Promise<{ done: RequestSnapshot['done']; from: number }> {
  const steps = await queryRows<{ seq: number; action: string; accountId: string | null }>(
    em,
    'SELECT seq, action, account_id AS "accountId" FROM steps WHERE request_id = :requestId ORDER BY seq',
    { requestId },
  );
  const struck = steps.some((s) => s.action === 'correct')
    ? await correctedSteps(em, requestId)
    : new Set<number>();
  const valid = steps.filter((step) => !struck.has(step.seq));
  const start = valid.findLastIndex((step) => freshStarts.includes(step.action));
  return {
    done: valid.slice(start + 1).map(({ action, accountId }) => ({ action, accountId })),
    from: valid[start]?.seq ?? 0,
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

/** Numbers of the steps that a later correction has struck through. */
export async function correctedSteps(em: EntityManager, requestId: string): Promise<Set<number>> {
  const rows = await queryRows<{ value: string | null }>(
    em,
    `SELECT value FROM step_values WHERE request_id = :requestId AND name = 'corrects'`,
    { requestId },
  );
  return new Set(rows.map((row) => Number(row.value)));
}
