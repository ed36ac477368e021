/** The closings that reopenings undo, kept beside the facts in the transaction of the step. */
import type { EntityManager } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { Step } from '../steps/step.entity.js';
import { type Closing, closingOf, type TownDays } from './domain/moments.js';
import { later, undoneClosing } from './domain/reopened.js';
import { RequestFacts } from './request-facts.entity.js';
import { RequestReopening } from './request-reopening.entity.js';

/** `reopening` undoes the closing that stands in the facts: before they forget it. */
export async function keepClosing(em: EntityManager, reopening: Step): Promise<void> {
  const { requestId, seq, occurredAt } = reopening;
  const facts = await em.findOneBy(RequestFacts, { requestId });
  const closing = facts && undoneClosing(facts, { seq, occurredAt });
  if (closing) await insertRows(em, RequestReopening, [closing]);
}

/** The closing that counts: not before the reopening that it follows. */
export async function afterReopening(
  em: EntityManager,
  request: ServiceRequest,
  claimed: Date,
  days: TownDays,
): Promise<Closing> {
  const last = await lastReopening(em, request.id);
  return closingOf(request, later(claimed, last?.reopenedAt), days);
}

/** `struck` was a reopening and counts no more: where the closing that it undid stands again, it is told as it was kept, its term among it. */
export async function forgetReopening(
  em: EntityManager,
  { requestId, seq }: Step,
): Promise<Partial<RequestFacts>> {
  const undone = await em.findOneBy(RequestReopening, { requestId, seq });
  await em.delete(RequestReopening, { requestId, seq });
  const facts = await em.findOneBy(RequestFacts, { requestId });
  if (!undone || !facts?.closedAt) return {};
  const last = await lastReopening(em, requestId);
  const closedAt = later(facts.closedAt, last?.reopenedAt);
  if (undone.closedAt.getTime() !== closedAt.getTime()) return {};
  const { closedOn, closureWorkingSeconds, suspendedSeconds, suspendedWorkingSeconds, dueAt } = undone; // prettier-ignore
  return { closedAt, closedOn, closureWorkingSeconds, suspendedSeconds, suspendedWorkingSeconds, dueAt }; // prettier-ignore
}

function lastReopening(em: EntityManager, requestId: string): Promise<RequestReopening | null> {
  return em.findOne(RequestReopening, { where: { requestId }, order: { seq: 'DESC' } });
}
