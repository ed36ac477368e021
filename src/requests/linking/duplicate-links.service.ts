import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Applied, Change } from '../change.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { systemActor, workflowRule } from '../steps/actors.service.js';
import type { NamedValue, StepDraft } from '../steps/domain/step-draft.js';
import { duplicatesOf, holdRequest } from './duplicate-chain.js';

/** What was just written on a request. */
export interface Written {
  readonly before: ServiceRequest;
  readonly applied: Applied;
  readonly change: Change;
}

type Record = (card: RequestCard, change: Change) => Promise<unknown>;

/**
 * Keeps both ends of "already reported" in step, in the transaction of whatever moved one of them: the request that is repeated gets a step
 * of its own when another is joined to it or parts from it again, and who filed a duplicate hears of the end of what theirs was joined to.
 */
@Injectable()
export class DuplicateLinks {
  constructor(private readonly cards: RequestCards) {}

  /** `record` writes a step on another request, whose row this holds. */
  async follow(em: EntityManager, written: Written, record: Record): Promise<void> {
    const { before, applied, change } = written;
    const after = applied.card.request;
    if (before.duplicateOfId !== after.duplicateOfId) {
      await this.tellRepeated(em, before.duplicateOfId, { ...written, record }, 'duplicate-left');
      await this.tellRepeated(em, after.duplicateOfId, { ...written, record }, 'duplicate-joined');
    }
    const isClosed = before.stateKind !== 'closed' && after.stateKind === 'closed';
    // one that is itself a duplicate has not ended: what it repeats goes on
    if (isClosed && after.duplicateOfId === null && !change.isSilent)
      await this.tellDuplicates(em, written, record);
  }

  private async tellRepeated(
    em: EntityManager,
    repeatedId: string | null,
    { applied, change, record }: Written & { record: Record },
    action: string,
  ): Promise<void> {
    const repeated = repeatedId === null ? null : await holdRequest(em, repeatedId);
    if (!repeated) return;
    const card = await this.cards.load(em, repeated);
    const { actor, occurredAt } = change.draft;
    const other = { number: applied.card.request.ticketNumber };
    const value: NamedValue = { name: 'duplicate', value: other, visibility: 'internal' };
    await record(card, quietly(card, { action, actor, occurredAt, values: [value] }));
  }

  private async tellDuplicates(
    em: EntityManager,
    { applied, change }: Written,
    record: Record,
  ): Promise<void> {
    const { request, workflow } = applied.card;
    const about = { step: change.draft, workflow, number: request.ticketNumber };
    for (const { id } of await duplicatesOf(em, request.id)) {
      const duplicate = await holdRequest(em, id);
      if (!duplicate) continue;
      const card = await this.cards.load(em, duplicate);
      const { occurredAt } = change.draft;
      const actor = systemActor(workflowRule(workflow, request.ticketNumber));
      const values: NamedValue[] = [
        { name: 'joinedTo', value: { number: request.ticketNumber }, visibility: 'public' },
      ];
      const told = quietly(card, { action: 'duplicate-outcome', actor, occurredAt, values });
      await record(card, { ...told, letter: { kind: 'followed', about } });
    }
  }
}

/** A step that moves nothing. It cannot have happened before the request was there. */
function quietly(
  { request }: RequestCard,
  step: Pick<StepDraft, 'action' | 'actor' | 'occurredAt' | 'values'>,
): Change {
  const { stateCode, filedAt } = request;
  const occurredAt = step.occurredAt < filedAt ? filedAt : step.occurredAt;
  return {
    draft: { ...step, occurredAt, from: stateCode, to: stateCode, visibility: 'public' },
    moves: false,
    patch: {},
    tasks: [],
    files: [],
    letter: null,
  };
}
