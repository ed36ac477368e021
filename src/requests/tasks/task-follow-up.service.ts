import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Applied, Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import type { StepDraft } from '../steps/domain/step-draft.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';
import { WritePath } from '../write-path.service.js';
import { heldAnswers } from './domain/held-answers.js';
import type { Task } from './task.entity.js';

/** Writes a change that moved a task or withdrew some, and lets the iter go on by itself where that is what it waited for. */
@Injectable()
export class TaskFollowUp {
  constructor(
    private readonly workshop: StepWorkshop,
    private readonly writePath: WritePath,
  ) {}

  /** `after`: the task as the change leaves it. Answers the number of the change's own step. */
  async apply(
    em: EntityManager,
    card: RequestCard,
    after: Task,
    changeOf: (isFollowed: boolean) => Change,
  ): Promise<number> {
    const follow = await this.workshop.afterTask(em, card, after);
    const change = changeOf(follow !== null);
    const applied = await this.writePath.apply(em, card, change);
    if (follow) await this.goOn(em, applied, follow, change.draft);
    return applied.step.seq;
  }

  /** Any other change of the request. `last`: as the iter leaves it. */
  async write(
    em: EntityManager,
    card: RequestCard,
    change: Change,
  ): Promise<{ readonly own: Applied; readonly last: Applied }> {
    const own = await this.writePath.apply(em, card, change);
    for (const answered of heldAnswers(change)) {
      const follow = await this.workshop.afterTask(em, own.card, answered);
      if (!follow) continue;
      const then = await this.workshop.bySystem(em, own.card, follow);
      return { own, last: await this.writePath.apply(em, own.card, then) };
    }
    return { own, last: own };
  }

  private async goOn(
    em: EntityManager,
    applied: Applied,
    follow: { readonly action: string; readonly rule: string },
    about: StepDraft,
  ): Promise<void> {
    const change = await this.workshop.bySystem(em, applied.card, follow);
    const letter =
      about.visibility === 'internal'
        ? change.letter // what stays in the house: only that it went on
        : applied.card.request.notify === 'every-step'
          ? ({ kind: 'step', about: { step: about } } as const)
          : null;
    await this.writePath.apply(em, applied.card, { ...change, letter });
  }
}
