import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { correctedSteps } from '../snapshot.js';

/** One value of each step that keeps it and still stands, as JSON text, oldest first; corrections themselves only take things back. */
export async function standingValues(
  em: EntityManager,
  requestId: string,
  name: string,
): Promise<{ readonly seq: number; readonly value: string }[]> {
  const rows = await queryRows<{ seq: number; value: string }>(
    em,
    `SELECT v.seq AS "seq", v.value AS "value" FROM step_values v JOIN steps s ON s.id = v.step_id
     WHERE v.request_id = :requestId AND v.name = :name AND s.action <> 'correct' AND v.value IS NOT NULL ORDER BY v.seq`,
    { requestId, name },
  );
  const struck = await correctedSteps(em, requestId);
  return rows.filter(({ seq }) => !struck.has(seq));
}
