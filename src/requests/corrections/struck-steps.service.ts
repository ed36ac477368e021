import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Audit } from '../../proof/audit.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Directory } from '../directory.service.js';
import { FactKeeper } from '../facts/fact-keeper.service.js';
import { reindex } from '../queries/reindex.js';
import type { Change } from '../change.js';
import { type RequestCard, RequestCards, stateOf } from '../request-cards.service.js';
import { auditedBy } from '../steps/caller.js';
import type { Step } from '../steps/step.entity.js';
import type { StruckTasks } from '../tasks/domain/struck-tasks.js';
import type { Treatment } from './correction.js';
import { holderBefore } from './holder-before.js';
import { isStillThere, stateBefore } from './state-before.js';
import { endedByOffice, tasksBefore } from './tasks-before.js';
import { termBefore } from './term-before.js';
import { eraseTexts, hideTexts } from './treat-texts.js';

/** What a correction changes beside its own step. */
export type Undone = Pick<Change, 'moves' | 'patch' | 'involved' | 'released' | 'becomes'> & {
  /** The state that the request is in then. */
  readonly stateCode: string;
  readonly tasks: StruckTasks;
};

/** What becomes of a step that was just struck through: it counts no more, its texts are treated, and who emptied them is in the audit list. */
@Injectable()
export class StruckSteps {
  constructor(
    private readonly facts: FactKeeper,
    private readonly audit: Audit,
    private readonly cards: RequestCards,
    private readonly directory: Directory,
  ) {}

  /** What goes back when this step is struck through: state, term, who has the request, tasks. */
  async undone(em: EntityManager, card: RequestCard, step: Step): Promise<Undone> {
    const back = await stateBefore(em, card, step);
    const term = await termBefore(em, step);
    const { patch: holder, ...partners } = await holderBefore(em, step);
    const becomes = await this.cards.becomes(card, holder);
    const stateCode = back?.stateCode ?? card.request.stateCode;
    const goesBack = back !== null || (await isStillThere(em, step));
    const isOpen = stateOf(card, stateCode).kind !== 'closed';
    return {
      stateCode,
      moves: back !== null || Object.keys({ ...term, ...holder }).length > 0,
      patch: { ...term, ...holder, ...back?.patch },
      tasks: await tasksBefore(em, step, goesBack && isOpen),
      ...partners,
      ...(becomes && { becomes }),
    };
  }

  /** Work that was carried out is not struck with the step that asked for it; null where there is none. The sentence says whose it is. */
  async refusal(em: EntityManager, { done: [task] }: StruckTasks): Promise<Refusal | null> {
    if (!task) return null;
    const { id, requestId, partnerId, officeId } = task;
    const partner = partnerId && (await this.directory.partner(partnerId));
    const executor = partner ? partner.name : (await this.directory.office(officeId ?? ''))?.name;
    const byOffice = (await endedByOffice(em, requestId)).has(id);
    const reason = byOffice ? 'struck-task-recorded' : 'struck-task-done';
    return new Refusal('not-possible-now', reason, [], { executor });
  }

  /** In the correction's transaction, after its own step. */
  async settle(
    em: EntityManager,
    { viewer, card, step }: { viewer: Viewer; card: RequestCard; step: Step },
    { treatment, at }: { treatment: Treatment; at: Date },
  ): Promise<void> {
    await this.facts.forget(em, step, wasReopening(card, step));
    const place = { requestId: step.requestId, seq: step.seq };
    if (treatment === 'hide') await hideTexts(em, place);
    if (treatment !== 'erase') return;
    await eraseTexts(em, place, at);
    await reindex(em, card.request);
    const data = { request: card.request.ticketNumber, step: step.seq };
    await this.audit.append(em, { event: 'texts-erased', accountId: auditedBy(viewer), data });
  }
}

function wasReopening(card: RequestCard, { fromState, toState }: Step): boolean {
  const isClosed = (code: string) => stateOf(card, code).kind === 'closed';
  return fromState !== null && isClosed(fromState) && !isClosed(toState);
}
