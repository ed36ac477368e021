/** What the term goes back to when the last step that moved it is struck through. */
import type { EntityManager } from 'typeorm';
import type { Change } from '../change.js';
import { readTermChange } from '../domain/term-change.js';
import { RequestReopening } from '../facts/request-reopening.entity.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Step } from '../steps/step.entity.js';
import { standingValues } from './standing-values.js';

/** Nothing where the step left the term alone, or where another that still stands has moved it since. */
export async function termBefore(em: EntityManager, struck: Step): Promise<Change['patch']> {
  const moved = await standingValues(em, struck.requestId, VALUE.term);
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
  return undone ? { dueAt: undone.dueAt, termUnit: 'days' } : {};
}
