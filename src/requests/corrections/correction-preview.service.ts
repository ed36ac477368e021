import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { RequestCards } from '../request-cards.service.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { Step } from '../steps/step.entity.js';
import { StruckSteps } from './struck-steps.service.js';

/** `done`: carried out, so that the step cannot be struck but for its words; `left`: ended by the step, and stays so. */
export type TaskFate = 'withdrawn' | 'reopened' | 'done' | 'left';

export interface ForeseenTask {
  readonly taskId: string;
  readonly fate: TaskFate;
}

/** Says what would become of tasks if a step were struck through now, without striking it. */
@Injectable()
export class CorrectionPreview {
  constructor(
    private readonly reads: Reads,
    private readonly cards: RequestCards,
    private readonly struck: StruckSteps,
  ) {}

  /** Of a request that the viewer may see; nothing for a step that is not there. */
  async tasks(request: ServiceRequest, seq: number): Promise<ForeseenTask[]> {
    const { em } = this.reads;
    const step = await em.findOneBy(Step, { requestId: request.id, seq });
    if (!step) return [];
    const { tasks } = await this.struck.undone(em, await this.cards.load(em, request), step);
    const reopened = tasks.reopened.map(({ task }) => task);
    return Object.entries({ ...tasks, reopened }).flatMap(
      ([fate, of]) => of.map(({ id }) => ({ taskId: id, fate: fate as TaskFate })), // keys of our own
    );
  }
}
