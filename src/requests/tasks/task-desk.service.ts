import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PartnerViewer } from '../../access/viewer.js';
import { Partners } from '../../partners/partners.service.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { RequestTransaction } from '../request-transaction.service.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { RequestCard } from '../request-cards.service.js';
import type { StepDraft } from '../steps/domain/step-draft.js';
import { StepWorkshop } from '../steps/step-workshop.service.js';
import type { Applied } from '../change.js';
import { WritePath } from '../write-path.service.js';
import { answerTask, type TaskAnswer } from './domain/answer.js';
import { answerStep, type GivenAnswer } from './domain/answer-step.js';
import type { TaskState } from './domain/task-states.js';
import { Task } from './task.entity.js';

export interface Answered {
  readonly ticketNumber: string;
  readonly taskId: string;
  readonly seq: number;
  readonly state: TaskState;
  /** The task's version. */
  readonly version: number;
}

/**
 * Records a partner's answer to its task, and lets the iter go on by itself where that is what it waited for. Refuses with `not-found` a
 * task of somebody else, `stale-version`, `not-possible-now` for a task that has ended, and errors at their fields.
 */
@Injectable()
export class TaskDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly workshop: StepWorkshop,
    private readonly writePath: WritePath,
    private readonly partners: Partners,
    private readonly clock: Clock,
  ) {}

  async answer(
    viewer: PartnerViewer,
    task: { readonly taskId: string; readonly ticketNumber: string },
    given: {
      readonly answer: TaskAnswer;
      readonly files: readonly StoredFile[];
      readonly key: string;
    },
  ): Promise<Answered | Refusal> {
    const { answer, files, key } = given;
    const body = { taskId: task.taskId, ...plain(answer), files: files.map((file) => file.digest) };
    return this.requests.run(
      viewer,
      { ticketNumber: task.ticketNumber, key, body },
      async (em, card) => {
        const own = await em.findOneBy(Task, {
          id: task.taskId,
          requestId: card.request.id,
          partnerId: viewer.partnerId,
        });
        if (!own || (viewer.link && viewer.link.taskId !== own.id)) return new Refusal('not-found');
        return this.answerIn(em, card, { viewer, task: own, answer, files });
      },
    );
  }

  private async answerIn(
    em: EntityManager,
    card: RequestCard,
    given: GivenAnswer,
  ): Promise<Answered | Refusal> {
    const { task, answer, viewer } = given;
    const now = this.clock.now();
    const patch = answerTask(task, answer, { now, filedAt: card.request.filedAt });
    if (isRefusal(patch)) return patch;
    const partner = await this.partners.byId(viewer.partnerId);
    if (answer.operatorCode)
      await this.partners.rememberOperator(
        em,
        viewer.partnerId,
        answer.operatorCode,
        answer.operatorName,
      );
    const after = Object.assign(new Task(), task, patch, { version: task.version + 1 });
    const follow = await this.workshop.afterTask(em, card, after);
    const change = answerStep(card, {
      ...given,
      patch,
      now,
      firm: partner?.name ?? '',
      isFollowed: follow !== null,
    });
    let applied = await this.writePath.apply(em, card, change);
    const seq = applied.step.seq;
    if (follow) applied = await this.goOn(em, applied, follow, change.draft);
    return {
      ticketNumber: card.request.ticketNumber,
      taskId: task.id,
      seq,
      state: after.state,
      version: after.version,
    };
  }

  private async goOn(
    em: EntityManager,
    applied: Applied,
    follow: { readonly action: string; readonly rule: string },
    about: StepDraft,
  ): Promise<Applied> {
    const change = await this.workshop.bySystem(em, applied.card, follow);
    const letter =
      applied.card.request.notify === 'every-step' ? ({ kind: 'step', about } as const) : null;
    return this.writePath.apply(em, applied.card, { ...change, letter });
  }
}

function plain({ plannedFor, performedAt, ...rest }: TaskAnswer) {
  return {
    ...rest,
    plannedFor: plannedFor?.toISOString() ?? null,
    performedAt: performedAt?.toISOString() ?? null,
  };
}
