/**
 * The one write path. Every change of a request ends here, inside the caller's transaction and with its row held:
 *
 *   step (hashed into the chain) + values + files + tasks + the request's row (compare-and-set) + facts + letters + notices
 *
 * or none of them. Whoever may do it was decided before; nothing here asks who is allowed.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../shared/clock.js';
import { insertAttachments } from './attachments/insert-attachments.js';
import type { Applied, Change } from './change.js';
import { FactKeeper } from './facts/fact-keeper.service.js';
import { Correspondence } from './letters/correspondence.service.js';
import { OfficeNotices } from './letters/office-notices.service.js';
import type { RequestCard } from './request-cards.service.js';
import { ServiceRequest } from './service-request.entity.js';
import { type ForgedStep, forgeStep, saveStep } from './steps/step-chain.js';
import { applyTaskChanges, involve } from './tasks/apply-task-changes.js';
import { insertRows } from '../database/insert-rows.js';

/** Promises that a decided change is written whole; throws where the row it was decided on has moved. */
@Injectable()
export class WritePath {
  constructor(
    private readonly facts: FactKeeper,
    private readonly correspondence: Correspondence,
    private readonly officeNotices: OfficeNotices,
    private readonly clock: Clock,
  ) {}

  /** Files a new request: its row and its first step. `card.request` is complete but for the chain's head. */
  async begin(em: EntityManager, card: RequestCard, change: Change): Promise<Applied> {
    const prepared = await this.correspondence.prepare(card, change);
    const head = { ...headOf(card.request), seq: 0, hash: null };
    const forged = forgeStep(head, prepared.draft, this.clock.now());
    const request = after(card.request, change, forged);
    await insertRows(em, ServiceRequest, [request]);
    await this.facts.begin(em, request, change);
    return this.finish(em, { card: { ...card, request }, change, forged, prepared });
  }

  /** Adds a step to a request whose row the transaction holds. */
  async apply(em: EntityManager, card: RequestCard, change: Change): Promise<Applied> {
    const prepared = await this.correspondence.prepare(card, change);
    const forged = forgeStep(headOf(card.request), prepared.draft, this.clock.now());
    const request = after(card.request, change, forged);
    await compareAndSet(em, card.request, request, change);
    await this.facts.follow(em, {
      before: card.request,
      after: request,
      step: forged.step,
      change,
    });
    return this.finish(em, { card: { ...card, request }, change, forged, prepared });
  }

  private async finish(
    em: EntityManager,
    {
      card,
      change,
      forged,
      prepared,
    }: Written & { prepared: Awaited<ReturnType<Correspondence['prepare']>> },
  ): Promise<Applied> {
    await saveStep(em, forged);
    await insertAttachments(em, card.request.id, forged.step, change.files);
    for (const involvement of change.involved ?? [])
      await involve(em, { requestId: card.request.id, ...involvement }, forged.step.recordedAt);
    const openedTasks = await applyTaskChanges(em, card.request, forged.step, change.tasks);
    const applied = { card, step: forged.step, openedTasks };
    await this.correspondence.post(em, applied, change, prepared);
    await this.officeNotices.post(em, applied, change);
    return applied;
  }
}

interface Written {
  readonly card: RequestCard;
  readonly change: Change;
  readonly forged: ForgedStep;
}

function headOf(request: ServiceRequest) {
  return {
    requestId: request.id,
    workflowVersionId: request.workflowVersionId,
    seq: request.lastSeq,
    hash: request.lastHash,
  };
}

/** The request as it is after the step: a new object, the old one stays what it was. */
function after(request: ServiceRequest, change: Change, { step }: ForgedStep): ServiceRequest {
  const version = change.moves ? request.version + 1 : request.version;
  return Object.assign(new ServiceRequest(), request, change.patch, {
    version,
    lastSeq: step.seq,
    lastHash: step.hash,
  });
}

async function compareAndSet(
  em: EntityManager,
  before: ServiceRequest,
  next: ServiceRequest,
  change: Change,
): Promise<void> {
  const result = await em
    .createQueryBuilder()
    .update(ServiceRequest)
    .set({ ...change.patch, version: next.version, lastSeq: next.lastSeq, lastHash: next.lastHash })
    .where('id = :id AND version = :version AND last_seq = :lastSeq', {
      id: before.id,
      version: before.version,
      lastSeq: before.lastSeq,
    })
    .execute();
  if (result.affected !== 1)
    throw new Error(`request ${before.ticketNumber} moved under a held row`);
}
