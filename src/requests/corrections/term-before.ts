/** What the term goes back to when the last step that moved it is struck through. */
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { Change } from '../change.js';
import { readTermChange } from '../domain/term-change.js';
import { RequestReopening } from '../facts/request-reopening.entity.js';
import { correctedSteps } from '../snapshot.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Step } from '../steps/step.entity.js';

/** Nothing where the step left the term alone, or where another that still stands has moved it since. */
export async function termBefore(em: EntityManager, struck: Step): Promise<Change['patch']> {
  const moved = await termChanges(em, struck.requestId);
  const own = moved.find(({ seq }) => seq === struck.seq);
  if (moved.some(({ seq }) => seq > struck.seq)) return {};
  if (own) return readTermChange(JSON.parse(own.value))?.before ?? {};
  return beforeReopening(em, struck);
}

/** Steps were silent about the term once; the closing that a reopening undid has always kept its own. */
async function beforeReopening(
  em: EntityManager,
  { requestId, seq }: Step,
): Promise<Change['patch']> {
  const undone = await em.findOneBy(RequestReopening, { requestId, seq });
  return undone ? { dueAt: undone.dueAt } : {};
}

/** The steps that moved the term and still stand; corrections themselves only take moves back. */
async function termChanges(
  em: EntityManager,
  requestId: string,
): Promise<{ seq: number; value: string }[]> {
  const rows = await queryRows<{ seq: number; value: string }>(
    em,
    `SELECT v.seq AS "seq", v.value AS "value" FROM step_values v JOIN steps s ON s.id = v.step_id
     WHERE v.request_id = :requestId AND v.name = :name AND s.action <> 'correct' AND v.value IS NOT NULL ORDER BY v.seq`,
    { requestId, name: VALUE.term },
  );
  const struck = await correctedSteps(em, requestId);
  return rows.filter(({ seq }) => !struck.has(seq));
}
