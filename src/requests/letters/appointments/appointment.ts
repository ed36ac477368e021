/**
 * What of a step belongs into a calendar: an inspection on a day, a job at an hour, or that either no longer takes place.
 *
 * - A job is its task's, an inspection its request's: the same entry is found again by its UID.
 * - A step's number grows within a request, so it is the entry's SEQUENCE: what came later wins, in whatever order mails are read.
 */
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { queryRows } from '../../../database/query-rows.js';
import type { Applied, Change } from '../../change.js';
import { isOpenTask } from '../../tasks/domain/task-states.js';
import { fieldValueName } from '../../steps/domain/step-draft.js';

/** The field by which an iter's action plans an inspection. */
const PLANNED_ON = fieldValueName('plannedOn');

export interface Appointment {
  readonly kind: 'job' | 'inspection';
  readonly uid: string;
  readonly sequence: number;
  readonly isCancelled: boolean;
  /** The hour of a job, or the civil day of an inspection. */
  readonly at: Date | string;
  readonly stampedAt: Date;
}

/** Null where the step plans nothing and takes nothing planned back. */
export async function appointmentOf(
  em: EntityManager,
  { card, step }: Pick<Applied, 'card' | 'step'>,
  change: Change,
): Promise<Appointment | null> {
  const common = { sequence: step.seq, stampedAt: step.recordedAt };
  const job = jobOf(change);
  if (job) return { ...common, ...job, kind: 'job' };
  const inspection = {
    ...common,
    kind: 'inspection' as const,
    uid: `inspection-${card.request.id}`,
  };
  const day = change.draft.values.find(({ name }) => name === PLANNED_ON)?.value;
  if (typeof day === 'string') return { ...inspection, isCancelled: false, at: day };
  if (!change.moves || change.draft.from === change.draft.to) return null;
  const planned = await plannedDay(em, card.request.id);
  const isAhead = planned?.state === change.draft.from && planned.day > civilDate(step.recordedAt);
  return isAhead ? { ...inspection, isCancelled: true, at: planned.day } : null;
}

function jobOf({ tasks }: Change): Pick<Appointment, 'uid' | 'isCancelled' | 'at'> | null {
  for (const one of tasks) {
    if (one.kind !== 'update') continue;
    const uid = `task-${one.task.id}`;
    const { plannedFor, state } = one.patch;
    if (plannedFor) return { uid, isCancelled: false, at: plannedFor };
    const isTakenBack = state !== undefined && state !== 'done' && !isOpenTask(state);
    if (isTakenBack && one.task.plannedFor)
      return { uid, isCancelled: true, at: one.task.plannedFor };
  }
  return null;
}

/** The last planned day, and the state that planning led to. */
async function plannedDay(
  em: EntityManager,
  requestId: string,
): Promise<{ readonly day: string; readonly state: string } | undefined> {
  const [row] = await queryRows<{ day: string; state: string }>(
    em,
    `SELECT v.value AS "day", s.to_state AS "state" FROM step_values v
     JOIN steps s ON s.request_id = v.request_id AND s.seq = v.seq
     WHERE v.request_id = :requestId AND v.name = :name ORDER BY v.seq DESC LIMIT 1`,
    { requestId, name: PLANNED_ON },
  );
  return row && { day: String(JSON.parse(row.day)), state: row.state };
}
