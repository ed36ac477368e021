import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { insertRows } from '../../database/insert-rows.js';
import type { Change } from '../change.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { Step } from '../steps/step.entity.js';
import { nextFacts } from './domain/next-facts.js';
import { type Origin, ORIGINS, RequestFacts } from './request-facts.entity.js';

/** Keeps one row of facts per request, in the transaction of each step: what statistics read instead of scanning steps. */
@Injectable()
export class FactKeeper {
  async begin(em: EntityManager, request: ServiceRequest, change: Change): Promise<void> {
    await insertRows(em, RequestFacts, [
      {
        requestId: request.id,
        kind: request.kind,
        categoryId: request.categoryId,
        officeId: request.officeId,
        areaId: request.areaId,
        channel: request.channel,
        partnerId: null,
        origin: originOf(change),
        language: request.language,
        stateKind: request.stateKind,
        filedAt: request.filedAt,
        filedOn: civilDate(request.filedAt),
        firstAnswerAt: null,
        firstAnswerOn: null,
        closedAt: request.closedAt,
        closedOn: request.closedAt ? civilDate(request.closedAt) : null,
        outcome: request.outcome,
        dueAt: request.dueAt,
        isWithdrawn: request.outcome === 'withdrawn',
        timesReopened: 0,
        suspendedSeconds: 0,
        isImported: request.sourceSystem !== null,
      },
    ]);
  }

  async follow(
    em: EntityManager,
    {
      before,
      after,
      step,
      change,
    }: { before: ServiceRequest; after: ServiceRequest; step: Step; change: Change },
  ): Promise<void> {
    const patch = nextFacts(before, after, step, civilDate);
    const { firstAnswerAt, firstAnswerOn, ...rest } = patch;
    const partnerId = change.tasks.find((task) => task.kind === 'open')?.partnerId;
    const isReopened = before.stateKind === 'closed' && after.stateKind !== 'closed';
    const set = {
      ...rest,
      ...(partnerId ? { partnerId } : {}),
      ...(isReopened ? { timesReopened: () => 'times_reopened + 1' } : {}),
    };
    const ofRequest = { requestId: after.id };
    if (Object.keys(set).length > 0)
      await em.createQueryBuilder().update(RequestFacts).set(set).where(ofRequest).execute();
    if (firstAnswerAt)
      await em
        .createQueryBuilder()
        .update(RequestFacts)
        .set({ firstAnswerAt, firstAnswerOn: firstAnswerOn ?? null })
        .where({ ...ofRequest })
        .andWhere('first_answer_at IS NULL')
        .execute();
  }
}

function originOf(change: Change): Origin | null {
  const value = change.draft.values.find((one) => one.name === 'origin')?.value;
  return ORIGINS.find((origin) => origin === value) ?? null;
}
