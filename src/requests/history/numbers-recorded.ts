import type { EntityManager } from 'typeorm';
import { toInstant } from '../../database/columns.js';
import { queryRows } from '../../database/query-rows.js';
import { fieldValueName, type RequestSnapshot } from '../../workflow/domain/decision.js';
import type { ActionDefinition } from '../../workflow/domain/document.js';
import {
  QUOTE_GIVEN,
  recordedLimits,
  UNKNOWN_AMOUNT,
} from '../../workflow/domain/recorded-numbers.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Task } from '../tasks/task.entity.js';

/**
 * What steps of these numbers keep of the amounts that limits of the actions asked for count, in their order; a quote that came stands
 * before its amount, as one without any.
 */
export async function numbersRecorded(
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
