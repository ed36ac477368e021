/** What the term goes back to when the last step that moved it is struck through. */
import type { EntityManager } from 'typeorm';
import type { Change } from '../change.js';
import { readTermChange } from '../domain/term-change.js';
import { RequestReopening } from '../facts/request-reopening.entity.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Step } from '../steps/step.entity.js';
import { keptValues } from './kept-values.js';

/**
 * Nothing where the step left the term alone, or where another that still stands has moved it since. What steps before it did that were struck
 * through without moving it back goes with it.
 */
export async function termBefore(em: EntityManager, struck: Step): Promise<Change['patch']> {
  const changes = await keptValues(em, struck.requestId, VALUE.term);
  if (changes.some(({ seq, stands }) => stands && seq > struck.seq)) return {};
  if (changes.every(({ seq }) => seq !== struck.seq)) return beforeReopening(em, struck);
  const kept = changes.findLast(({ seq, stands }) => stands && seq < struck.seq)?.seq ?? 0;
  const undone = changes.find(({ seq }) => seq > kept);
  return (undone && readTermChange(JSON.parse(undone.value))?.before) ?? {};
}

/** Steps were silent about the term once; the closing that a reopening undid has always kept its own. */
async function beforeReopening(
  em: EntityManager,
  { requestId, seq }: Step,
): Promise<Change['patch']> {
  const undone = await em.findOneBy(RequestReopening, { requestId, seq });
  return undone ? { dueAt: undone.dueAt, termUnit: 'days' } : {};
}
