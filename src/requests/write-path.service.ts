/**
 * The one write path. Every change of a request ends here, inside the caller's transaction and with its row held:
 *
 *   step (hashed into the chain) + values + files + tasks + the request's row (compare-and-set) + facts + clocks + letters + notices
 *
 * or none of them. Whoever may do it was decided before; nothing here asks who is allowed.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../shared/clock.js';
import { insertAttachments } from './attachments/insert-attachments.js';
import type { Applied, Change } from './change.js';
import { ClockKeeper } from './clock/clock-keeper.service.js';
import { holderChangeValue } from './domain/holder-change.js';
import { termChangeValue } from './domain/term-change.js';
import { FactKeeper } from './facts/fact-keeper.service.js';
import { endInvolvements } from './involving/end-involvements.js';
import { Correspondence } from './letters/correspondence.service.js';
import type { RequestCard } from './request-cards.service.js';
import { ServiceRequest } from './service-request.entity.js';
import { VALUE } from './steps/domain/step-draft.js';
import { type ForgedStep, forgeStep, headOf, saveStep } from './steps/step-chain.js';
import { applyTaskChanges, involve } from './tasks/apply-task-changes.js';
import { endedTasksValue } from './tasks/domain/ended-tasks.js';
import { Echoes } from './linking/echoes.service.js';
import { insertRows } from '../database/insert-rows.js';
import { countUpdated } from '../database/update-rows.js';
import { together } from '../database/statements/together.js';

/** Promises that a decided change is written whole; throws where the row it was decided on has moved. */
@Injectable()
export class WritePath {
  constructor(
    private readonly facts: FactKeeper,
    private readonly correspondence: Correspondence,
    private readonly clocks: ClockKeeper,
    private readonly echoes: Echoes,
    private readonly clock: Clock,
  ) {}

  /** Files a new request: its row and its first step. `card.request` is complete but for the chain's head. */
  async begin(em: EntityManager, card: RequestCard, change: Change): Promise<Applied> {
    const prepared = await this.correspondence.prepare(card, change);
    const head = { ...headOf(card.request), seq: 0, hash: null };
    const forged = forgeStep(head, prepared.draft, this.clock.now());
    const request = after(card.request, change, forged);
    await insertRows(em, ServiceRequest, [request]);
    await this.facts.begin(em, request, { change, step: forged.step });
    return this.finish(em, { card: { ...card, request }, change, forged, prepared });
  }

  /** Adds a step to a request whose row the transaction holds. */
  async apply(em: EntityManager, card: RequestCard, decided: Change): Promise<Applied> {
    const change = withChanges(card.request, decided);
    const prepared = await this.correspondence.prepare(card, change);
    const { workflowVersionId = card.request.workflowVersionId } = change.patch; // a move names the version that it leads to
    const head = { ...headOf(card.request), workflowVersionId };
    const forged = forgeStep(head, prepared.draft, this.clock.now());
    const request = after(card.request, change, forged);
    const next = { ...card, ...change.becomes, request, tasks: undefined };
    const moved = { before: card.request, after: request, step: forged.step, change };
    const [, , applied] = await together(
      compareAndSet(em, card.request, request, change),
      this.facts.follow(em, moved),
      this.finish(em, { card: next, change, forged, prepared }),
    );
    const written = { before: card.request, applied, change };
    await this.echoes.onOthers(em, written, (other, its) => this.apply(em, other, its));
    return applied;
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
    await endInvolvements(em, forged.step, change.released ?? []);
    for (const involvement of change.involved ?? [])
      await involve(em, { requestId: card.request.id, ...involvement }, forged.step.recordedAt);
    const openedTasks = await applyTaskChanges(em, card.request, forged.step, change.tasks);
    const applied = { card, step: forged.step, openedTasks };
    await together(
      this.correspondence.post(em, applied, change, prepared),
      this.echoes.atOffices(em, applied, change),
      isFiling(change) ? this.clocks.begin(em, card) : this.clocks.follow(em, card, change),
    );
    return applied;
  }
}

interface Written {
  readonly card: RequestCard;
  readonly change: Change;
  readonly forged: ForgedStep;
}

/** The step says itself what it does to the term, to who has the request, and to tasks that it ends. */
function withChanges(request: ServiceRequest, change: Change): Change {
  const next = { ...request, ...change.patch };
  const term = { name: VALUE.term, value: termChangeValue(request, next), visibility: 'public' } as const; // prettier-ignore
  const holder = { name: VALUE.holder, value: holderChangeValue(request, next), visibility: 'internal' } as const; // prettier-ignore
  const ended = { name: VALUE.endedTasks, value: endedTasksValue(change.tasks, change.draft.values), visibility: 'internal' } as const; // prettier-ignore
  const made = [term, holder, ended].filter(({ value }) => value !== null);
  if (made.length === 0) return change;
  return { ...change, draft: { ...change.draft, values: [...change.draft.values, ...made] } };
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

function isFiling({ draft }: Change): boolean {
  return draft.from === null;
}

async function compareAndSet(
  em: EntityManager,
  before: ServiceRequest,
  next: ServiceRequest,
  change: Change,
): Promise<void> {
  const { id, version, lastSeq } = before;
  const head = { version: next.version, lastSeq: next.lastSeq, lastHash: next.lastHash };
  const where = { id, version, lastSeq };
  if ((await countUpdated(em, ServiceRequest, where, { ...change.patch, ...head })) !== 1)
    throw new Error(`request ${before.ticketNumber} moved under a held row`);
}
