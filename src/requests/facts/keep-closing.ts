/** The closings that reopenings undo, kept beside the facts in the transaction of the step. */
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { insertRows } from '../../database/insert-rows.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { Step } from '../steps/step.entity.js';
import { type Closing, closingOf, type TownDays } from './domain/moments.js';
import { later, undoneClosing } from './domain/reopened.js';
import { RequestFacts } from './request-facts.entity.js';
import { RequestReopening } from './request-reopening.entity.js';

/** `reopening` undoes the closing that stands in the facts: before they forget it. */
export async function keepClosing(em: EntityManager, reopening: Step): Promise<void> {
  const facts = await em.findOneBy(RequestFacts, { requestId: reopening.requestId });
  const closing = facts && undoneClosing(facts, reopening, civilDate);
  if (closing) await insertRows(em, RequestReopening, [closing]);
}

/** The closing that counts: not before the reopening that it follows. */
export async function afterReopening(
  em: EntityManager,
  { id: requestId, filedAt }: Pick<ServiceRequest, 'id' | 'filedAt'>,
  claimed: Date,
  days: TownDays,
): Promise<Closing> {
  const order = { seq: 'DESC' } as const;
  const last = await em.findOne(RequestReopening, { where: { requestId }, order });
  return closingOf({ filedAt, at: later(claimed, last?.reopenedAt) }, days);
}

/** `struck` was a reopening and counts no more: the closing that stands now follows the one before it, and the one it undid has its term again. */
export async function forgetReopening(
  em: EntityManager,
  { requestId, seq }: Step,
  days: TownDays,
): Promise<Partial<RequestFacts>> {
  const undone = await em.findOneBy(RequestReopening, { requestId, seq });
  await em.delete(RequestReopening, { requestId, seq });
  const facts = await em.findOneBy(RequestFacts, { requestId });
  if (!facts?.closedAt) return {};
  const request = { id: requestId, filedAt: facts.filedAt };
  const day = await afterReopening(em, request, facts.closedAt, days);
  const isBack = undone?.closedAt.getTime() === day.closedAt?.getTime();
  if (!undone || !isBack) return day;
  const { dueAt, closureWorkingSeconds } = undone;
  return { ...day, dueAt, closureWorkingSeconds };
}
