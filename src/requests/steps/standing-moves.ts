import type { EntityManager } from 'typeorm';
import { selectRows } from '../../database/select-rows.js';
import { correctedSteps } from '../history/corrected-steps.js';
import { Step } from './step.entity.js';

/**
 * The steps that led to a state and were not struck through, oldest first, beginning with the filing, whose words alone can be struck;
 * corrections themselves only take moves back.
 */
export async function standingMoves(em: EntityManager, requestId: string): Promise<Step[]> {
  const steps = await selectRows(
    em,
    Step,
    `WHERE request_id = :requestId AND (from_state IS NULL OR from_state <> to_state) AND action <> 'correct' ORDER BY seq`,
    { requestId },
  );
  const struck = await correctedSteps(em, requestId);
  return steps.filter(({ seq, fromState }) => fromState === null || !struck.has(seq));
}
