import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { startsFrom } from '../../workflow/domain/transition.js';
import { SENT_ON } from '../../workflow/domain/triggered-action.js';
import type { Applied } from '../change.js';
import { stateOf } from '../request-cards.service.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';
import { WritePath } from '../write-path.service.js';
import type { Executor } from './rerouted.js';
import { ruleLine } from './rule-line.js';

/**
 * Gives a request to the executors that routing names, each as a step of the system that says the rule: the first gets the request itself,
 * any further one a task beside it. Where the iter is past that point, nothing is sent: an office decides.
 */
@Injectable()
export class SendOn {
  constructor(
    private readonly workshop: StepWorkshop,
    private readonly writePath: WritePath,
  ) {}

  async send(em: EntityManager, filed: Applied, executors: readonly Executor[]): Promise<Applied> {
    let applied = filed;
    for (const [index, { partnerId, rule }] of executors.entries()) {
      const change = await this.workshop.bySystem(em, applied.card, {
        action: index === 0 ? SENT_ON.first : SENT_ON.further,
        rule: ruleLine(rule),
        data: { partner: partnerId },
      });
      applied = await this.writePath.apply(em, applied.card, { ...change, letter: null }); // the step before has said it
    }
    return applied;
  }

  /** The same for a request that is on its way: only where the iter would send it from the state that it is in. */
  async sendFromHere(
    em: EntityManager,
    moved: Applied,
    executors: readonly Executor[],
  ): Promise<Applied> {
    if (executors.length === 0) return moved;
    const { card } = moved;
    const action = card.workflow.document.actions.find(({ code }) => code === SENT_ON.first);
    const isInTime = action && startsFrom(action, stateOf(card));
    return isInTime ? this.send(em, moved, executors) : moved;
  }
}
