import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Audit } from '../../proof/audit.service.js';
import { FactKeeper } from '../facts/fact-keeper.service.js';
import { reindex } from '../queries/reindex.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { auditedBy } from '../steps/caller.js';
import type { Step } from '../steps/step.entity.js';
import type { Treatment } from './correction.js';
import { eraseTexts, hideTexts } from './treat-texts.js';

/** What becomes of a step that was just struck through: it counts no more, its texts are treated, and who emptied them is in the audit list. */
@Injectable()
export class StruckSteps {
  constructor(
    private readonly facts: FactKeeper,
    private readonly audit: Audit,
  ) {}

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
