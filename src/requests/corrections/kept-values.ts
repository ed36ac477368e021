import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { correctedSteps } from '../history/corrected-steps.js';

export interface KeptValue {
  readonly seq: number;
  /** JSON text. */
  readonly value: string;
  /** The step was not struck through. */
  readonly stands: boolean;
}

/** One value of each step that keeps it, oldest first; corrections themselves only take things back. */
export async function keptValues(
  em: EntityManager,
  requestId: string,
  name: string,
): Promise<KeptValue[]> {
  const rows = await queryRows<{ seq: number; value: string }>(
    em,
    `SELECT v.seq AS "seq", v.value AS "value" FROM step_values v JOIN steps s ON s.id = v.step_id
     WHERE v.request_id = :requestId AND v.name = :name AND s.action <> 'correct' AND v.value IS NOT NULL ORDER BY v.seq`,
    { requestId, name },
  );
  const struck = await correctedSteps(em, requestId);
  return rows.map((row) => ({ ...row, stands: !struck.has(row.seq) }));
}
