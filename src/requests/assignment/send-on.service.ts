import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal } from '../../shared/refusal.js';
import { startsFrom } from '../../workflow/domain/transition.js';
import { SENT_ON } from '../../workflow/domain/triggered-action.js';
import type { Applied, Change } from '../change.js';
import { Directory } from '../directory.service.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';
import { OPEN_TASK_STATES } from '../tasks/domain/task-states.js';
import { WritePath } from '../write-path.service.js';
import { notSentChange } from './not-sent.js';
import type { Executor } from './rerouted.js';
import { ruleLine } from './rule-line.js';

/**
 * Gives a request to the executors that routing names, each as a step of the system that says the rule: the first gets the request itself,
 * any further one a task beside it. Where the iter refuses one, neither it nor those behind it get anything, and a step says so: the
 * request stays with its office. Where the iter is past that point, nothing is sent: an office decides.
 */
@Injectable()
export class SendOn {
  private readonly logger = new Logger(SendOn.name);

  constructor(
    private readonly workshop: StepWorkshop,
    private readonly writePath: WritePath,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async send(em: EntityManager, filed: Applied, executors: readonly Executor[]): Promise<Applied> {
    let applied = filed;
    let isHindered = false;
    for (const [index, executor] of executors.entries()) {
      const action = index === 0 ? SENT_ON.first : SENT_ON.further;
      const { card } = applied;
      const sending: Change | null = isHindered
        ? null
        : await this.sending(em, card, { action, executor });
      isHindered = sending === null;
      const change = sending ?? (await this.staying(card, executor));
      applied = await this.writePath.apply(em, card, change);
    }
    return applied;
  }

  /** The same for a request that is on its way: where the iter would not send it from the state that it is in, a step says of each that it was not. */
  async sendFromHere(
    em: EntityManager,
    moved: Applied,
    executors: readonly Executor[],
  ): Promise<Applied> {
    if (executors.length === 0) return moved;
    const { card } = moved;
    const busy = await busyPartners(em, card.request.id);
    const free = executors.filter(({ partnerId }) => !busy.includes(partnerId));
    const action = card.workflow.document.actions.find(({ code }) => code === SENT_ON.first);
    const isInTime = action && startsFrom(action, stateOf(card));
    if (isInTime) return this.send(em, moved, free);
    let applied = moved;
    for (const executor of free)
      applied = await this.writePath.apply(em, applied.card, await this.staying(applied.card, executor)); // prettier-ignore
    return applied;
  }

  /** Null where the iter refuses it, or would ask nobody. */
  private async sending(
    em: EntityManager,
    card: RequestCard,
    { action, executor }: { readonly action: string; readonly executor: Executor },
  ): Promise<Change | null> {
    const rule = ruleLine(executor.rule);
    const data = { partner: executor.partnerId };
    const change = await this.workshop.asSystem(em, card, { action, rule, data });
    if (!isRefusal(change) && change.tasks.length > 0) return { ...change, letter: null }; // the step before has said it
    const reason = isRefusal(change) ? (change.reason ?? change.code) : 'no task';
    const { code: iter, number } = card.workflow;
    this.logger.error({ message: 'not sent on', iter, number, action, rule: executor.rule.code, reason }); // prettier-ignore
    return null;
  }

  private async staying(card: RequestCard, executor: Executor): Promise<Change> {
    const partner = await this.directory.partner(executor.partnerId);
    return notSentChange(card, executor, { partner, now: this.clock.now() });
  }
}

/** Whoever has a task of it already needs no other. */
async function busyPartners(em: EntityManager, requestId: string): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    em,
    `SELECT partner_id AS "id" FROM tasks WHERE request_id = :requestId AND partner_id IS NOT NULL AND state IN (:...open)`,
    { requestId, open: OPEN_TASK_STATES },
  );
  return rows.map(({ id }) => id);
}
