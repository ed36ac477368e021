import type { EntityManager } from 'typeorm';
import { toInstant } from '../database/columns.js';
import { selectRows } from '../database/select-rows.js';
import { queryRows } from '../database/query-rows.js';
import {
  type DoneAction,
  fieldValueName,
  type RequestSnapshot,
} from '../workflow/domain/decision.js';
import type { ActionDefinition, WorkflowDocument } from '../workflow/domain/document.js';
import { withOutdated } from '../workflow/domain/outdated.js';
import {
  QUOTE_GIVEN,
  recordedLimits,
  UNKNOWN_AMOUNT,
} from '../workflow/domain/recorded-numbers.js';
import { findState, reopeningActions } from '../workflow/domain/transition.js';
import type { RequestCard } from './request-cards.service.js';
import { isSuspended } from './domain/overdue.js';
import { type Moved, whoDidWhat } from './domain/struck-work.js';
import type { ServiceRequest } from './service-request.entity.js';
import { type PerformedBy, VALUE } from './steps/domain/step-draft.js';
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

const NO_HISTORY: History = { done: [], did: [], from: 0, seqs: [] };

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

async function actionsDone(
  em: EntityManager,
  requestId: string,
  { document, names }: { document: WorkflowDocument; names: readonly string[] },
): Promise<History> {
  const steps = await queryRows<DoneStep>(
    em,
    `SELECT seq, action, from_state AS "fromState", to_state AS "toState", account_id AS "accountId"
     FROM steps WHERE request_id = :requestId ORDER BY seq`,
    { requestId },
  );
  const struck = steps.some((s) => s.action === 'correct')
    ? await correctedSteps(em, requestId)
    : new Map<number, number>();
  const valid = steps.filter((step) => !struck.has(step.seq));
  const from = valid.findLast(reopeningIn(document))?.seq ?? 0;
  const since = valid.filter(({ seq }) => seq > from);
  const did = struck.size === 0 ? since : whoDidWhat(steps, struck).filter(({ seq }) => seq > from);
  const isNamed = did.some(({ action }) => names.includes(action));
  const named = isNamed ? await peopleNamed(em, requestId) : new Map<number, Named>();
  const doneBy = ({ seq, action, accountId }: DoneStep) => ({
    action,
    accountId,
    ...named.get(seq),
  });
  return {
    done: withOutdated(document, since.map(doneBy)),
    did: did.map(doneBy),
    from,
    seqs: since.map(({ seq }) => seq),
  };
}

interface DoneStep extends Moved {
  readonly action: string;
  readonly accountId: string | null;
}

interface History extends Required<Pick<RequestSnapshot, 'done' | 'did'>> {
  /** The last reopening, 0 without one. */
  readonly from: number;
  /** Of what was done. */
  readonly seqs: readonly number[];
}

/** An action that may also start from open states opens again only what was closed; a state that this version does not know any more may have been. */
function reopeningIn(document: WorkflowDocument): (step: DoneStep) => boolean {
  const actions = reopeningActions(document);
  return ({ action, fromState }) =>
    actions.includes(action) &&
    fromState !== null &&
    (findState(document, fromState)?.kind ?? 'closed') === 'closed';
}

type Named = Pick<DoneAction, 'recordedBy' | 'performedBy'>;

/** Who recorded each step, and who is named as having done it. */
async function peopleNamed(em: EntityManager, requestId: string): Promise<Map<number, Named>> {
  const rows = await queryRows<{ seq: number; name: string; value: string }>(
    em,
    `SELECT seq, name, value FROM step_values
     WHERE request_id = :requestId AND name IN ('actor.name', 'performedBy') AND value IS NOT NULL`,
    { requestId },
  );
  const named = new Map<number, Named>();
  for (const { seq, name, value } of rows) {
    const said = JSON.parse(value) as string | PerformedBy | null; // as the chain wrote it
    const who = typeof said === 'string' ? said : said?.name;
    if (who === undefined) continue;
    const as = name === 'performedBy' ? { performedBy: who } : { recordedBy: who };
    named.set(seq, { ...named.get(seq), ...as });
  }
  return named;
}

/**
 * What steps of these numbers keep of the amounts that limits of the actions asked for count, in their order; a quote that came stands
 * before its amount, as one without any.
 */
async function numbersRecorded(
  em: EntityManager,
  requestId: string,
  { asked, seqs, tasks }: Recording,
): Promise<RequestSnapshot['recorded']> {
  const limits = asked.flatMap(recordedLimits);
  if (limits.length === 0 || seqs.length === 0) return [];
  const fields = new Map(limits.map(({ field }) => [fieldValueName(field), field]));
  const rows = await queryRows<NumberRow>(
    em,
    `SELECT s.seq AS "seq", s.action AS "action", s.recorded_at AS "at", v.name AS "name", v.value AS "value"
     FROM step_values v JOIN steps s ON s.id = v.step_id
     WHERE v.request_id = :requestId AND v.name IN (:...names) AND v.value IS NOT NULL ORDER BY v.seq`,
    { requestId, names: [...fields.keys(), VALUE.amount] },
  );
  const counted = [...new Set(fields.values())];
  const told = rows
    .filter(({ seq }) => seqs.includes(seq))
    .flatMap(({ action, at, name, value }) => {
      const about = action === QUOTE_GIVEN ? counted : [fields.get(name) ?? name];
      return about.map((field) => ({ action, field, at: toInstant(at), value: Number(JSON.parse(value)) })); // prettier-ignore
    });
  const came = tasks.filter(({ kind, state, offeredSeq }) => kind === 'quote' && state === 'done' && offeredSeq >= (seqs[0] ?? 0)); // prettier-ignore
  const unknown = came.flatMap(
    ({ settledAt }) =>
    counted.map((field) => ({ action: QUOTE_GIVEN, field, at: settledAt ?? new Date(0), value: UNKNOWN_AMOUNT })), // prettier-ignore
  );
  return [...unknown, ...told]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ action, field, value }) => ({ action, field, value }));
}

interface Recording {
  readonly asked: readonly ActionDefinition[];
  readonly seqs: readonly number[];
  readonly tasks: readonly Task[];
}

interface NumberRow {
  readonly seq: number;
  readonly action: string;
  readonly at: Date;
  readonly name: string;
  readonly value: string;
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

/** Numbers of the steps that a later correction has struck through, each with the correction's. */
export async function correctedSteps(
  em: EntityManager,
  requestId: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await queryRows<{ seq: number; value: string | null }>(
    em,
    `SELECT seq, value FROM step_values WHERE request_id = :requestId AND name = 'corrects'`,
    { requestId },
  );
  return new Map(rows.map(({ seq, value }) => [Number(value), seq]));
}
