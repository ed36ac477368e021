/** The closings that reopenings undo, kept beside the facts in the transaction of the step. */
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { insertRows } from '../../database/insert-rows.js';
import type { Step } from '../steps/step.entity.js';
import { later, undoneClosing } from './domain/reopened.js';
import { RequestFacts } from './request-facts.entity.js';
import { RequestReopening } from './request-reopening.entity.js';

type ClosingDay = Pick<RequestFacts, 'closedAt' | 'closedOn'>;

/** `reopening` undoes the closing that stands in the facts: before they forget it. */
export async function keepClosing(em: EntityManager, reopening: Step): Promise<void> {
  const facts = await em.findOneBy(RequestFacts, { requestId: reopening.requestId });
  const closing = facts && undoneClosing(facts, reopening, civilDate);
  if (closing) await insertRows(em, RequestReopening, [closing]);
}

/** The day that counts for a closing: not before the reopening that it follows. */
export async function afterReopening(
  em: EntityManager,
  requestId: string,
  claimed: Date,
): Promise<ClosingDay> {
  const order = { seq: 'DESC' } as const;
  const last = await em.findOne(RequestReopening, { where: { requestId }, order });
  const closedAt = later(claimed, last?.reopenedAt);
  return { closedAt, closedOn: civilDate(closedAt) };
}

/** `struck` was a reopening and counts no more: the closing that stands now follows the one before it, and the one it undid has its term again. */
export async function forgetReopening(
  em: EntityManager,
  { requestId, seq }: Step,
): Promise<Partial<RequestFacts>> {
  const undone = await em.findOneBy(RequestReopening, { requestId, seq });
  await em.delete(RequestReopening, { requestId, seq });
  const facts = await em.findOneBy(RequestFacts, { requestId });
  if (!facts?.closedAt) return {};
  const day = await afterReopening(em, requestId, facts.closedAt);
  const isBack = undone?.closedAt.getTime() === day.closedAt?.getTime();
  return undone && isBack ? { ...day, dueAt: undone.dueAt } : day;
}
