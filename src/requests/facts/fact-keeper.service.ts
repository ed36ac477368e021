import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Calendar } from '../../calendar/calendar.service.js';
import { civilDate, civilTimeOfDay, civilWeekday } from '../../calendar/domain/civil-time.js';
import { changeRows } from '../../database/query-rows.js';
import { IfEarlier, updateRows } from '../../database/update-rows.js';
import { insertRows } from '../../database/insert-rows.js';
import type { Change } from '../change.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { correctedSteps } from '../history/corrected-steps.js';
import { Step } from '../steps/step.entity.js';
import { levelOf } from './domain/level.js';
import { closingOf, type FirstAnswer, firstAnswerOf, type TownDays } from './domain/moments.js';
import { isAnswer, nextFacts } from './domain/next-facts.js';
import { type Origin, ORIGINS, RequestFacts } from './request-facts.entity.js';
import { forgetMove, keepMove } from './keep-moves.js';
import { afterReopening, forgetReopening, keepClosing } from './keep-closing.js';

/**
 * Keeps one row of facts per request, one per phase that it entered and one per closing that was undone, in the transaction of each step:
 * what statistics read instead of scanning steps.
 */
@Injectable()
export class FactKeeper {
  constructor(private readonly calendar: Calendar) {}

  async begin(
    em: EntityManager,
    request: ServiceRequest,
    { change, step }: { change: Change; step: Step },
  ): Promise<void> {
    const { filedAt } = request;
    const filedOn = civilDate(filedAt);
    const days = await this.calendar.current();
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
        stateCode: request.stateCode,
        enteredBy: levelOf(step),
        ...{ filedAt, filedOn },
        filedWeekday: String(civilWeekday(filedOn)),
        filedHour: civilTimeOfDay(filedAt).slice(0, 2),
        ...firstAnswerOf(filedAt, null, days),
        ...closingOf(request, request.closedAt, days),
        outcome: request.outcome,
        dueAt: request.dueAt,
        isWithdrawn: request.outcome === 'withdrawn',
        timesReopened: 0,
        isImported: request.sourceSystem !== null,
      },
    ]);
    await keepMove(em, step);
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
    const days = await this.calendar.current();
    const patch = nextFacts(before, after, step, days);
    if (patch.closedAt && step.action !== 'correct')
      Object.assign(patch, await afterReopening(em, after, patch.closedAt, days));
    const partnerId = change.tasks.find((task) => task.kind === 'open')?.partnerId;
    const isReopened =
      before.stateKind === 'closed' && after.stateKind !== 'closed' && step.action !== 'correct';
    const set = {
      ...patch,
      ...(partnerId ? { partnerId } : {}),
      ...(isAnswer(step) ? ifFirst(firstAnswerOf(after.filedAt, step.occurredAt, days), step) : {}),
    };
    const ofRequest = { requestId: after.id };
    if (isReopened) await keepClosing(em, step);
    if (patch.enteredBy !== undefined) await keepMove(em, step);
    await updateRows(em, RequestFacts, ofRequest, set);
    if (isReopened)
      await changeRows(
        em,
        'UPDATE request_facts SET times_reopened = times_reopened + 1 WHERE request_id = :requestId',
        ofRequest,
      );
  }

  /** A step was struck through: what it counted for is counted without it. In the correction's transaction, after its own step. */
  async forget(em: EntityManager, struck: Step, wasReopening: boolean): Promise<void> {
    const ofRequest = { requestId: struck.requestId };
    const enteredBy = struck.fromState === struck.toState ? null : await forgetMove(em, struck);
    const days = await this.calendar.current();
    const reopening = wasReopening
      ? { timesReopened: () => 'times_reopened - 1', ...(await forgetReopening(em, struck)) }
      : {};
    const set = {
      ...(enteredBy ? { enteredBy } : {}),
      ...(isAnswer(struck) ? await firstAnswer(em, struck.requestId, days) : {}),
      ...reopening,
    };
    if (Object.keys(set).length > 0)
      await em.createQueryBuilder().update(RequestFacts).set(set).where(ofRequest).execute();
  }
}

/** Counts where nobody has answered yet, or this happened before what was recorded as the first answer. */
function ifFirst(
  { firstAnswerAt, firstAnswerOn, firstAnswerWorkingSeconds }: FirstAnswer,
  { occurredAt: at }: Step,
) {
  const than = { column: 'firstAnswerAt', at };
  return {
    firstAnswerAt: new IfEarlier(firstAnswerAt, than),
    firstAnswerOn: new IfEarlier(firstAnswerOn, than),
    firstAnswerWorkingSeconds: new IfEarlier(firstAnswerWorkingSeconds, than),
  };
}

/** The first answer among the steps that still count. */
async function firstAnswer(
  em: EntityManager,
  requestId: string,
  days: TownDays,
): Promise<FirstAnswer> {
  const struck = await correctedSteps(em, requestId);
  const steps = await em.find(Step, { where: { requestId }, order: { seq: 'ASC' } });
  const answers = steps.filter((step) => isAnswer(step) && !struck.has(step.seq));
  const instants = answers.map(({ occurredAt }) => occurredAt.getTime());
  const first = instants.length > 0 ? new Date(Math.min(...instants)) : null;
  const { filedAt } = await em.findOneByOrFail(RequestFacts, { requestId });
  return firstAnswerOf(filedAt, first, days);
}

function originOf(change: Change): Origin | null {
  const value = change.draft.values.find((one) => one.name === 'origin')?.value;
  return ORIGINS.find((origin) => origin === value) ?? null;
}
