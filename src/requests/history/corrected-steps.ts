import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';

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
