import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may, type Viewer } from '../../access/viewer.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { Actors } from '../steps/actors.service.js';
import { RECORD_ACTIONS } from '../steps/domain/record-actions.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { type Recorded, recordedOf } from '../steps/step-desk.service.js';
import { Step } from '../steps/step.entity.js';
import { changesOf } from '../tasks/domain/struck-tasks.js';
import { WritePath } from '../write-path.service.js';
import { correctedSteps } from '../history/corrected-steps.js';
import type { Correction } from './correction.js';
import { StruckSteps, type Undone } from './struck-steps.service.js';

/**
 * Strikes a wrong step through, as a step of its own; where it was the last to move the state, the term, or who has the request (category,
 * office, person, and with the category the partners that hear of it), that goes back; tasks that it opened are withdrawn, those that it ended
 * open again. Refuses without the permission, without a reason, for a step that is not there or struck already, with `stale-version`, and
 * to strike what asked for work that has been carried out, unless its words are to go.
 */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly writePath: WritePath,
    private readonly actors: Actors,
    private readonly struck: StruckSteps,
    private readonly clock: Clock,
  ) {}

  correct(
    viewer: Viewer,
    ticketNumber: string,
    correction: Correction,
    key: string,
  ): Promise<Recorded | Refusal> {
    return this.requests.run(viewer, { ticketNumber, key, body: correction }, async (em, card) => {
      const step = await correctable(em, viewer, card, correction);
      if (isRefusal(step)) return step;
      const { treatment } = correction;
      const undone = await this.struck.undone(em, card, step);
      const refusal = treatment === 'keep' ? await this.struck.refusal(em, undone.tasks) : null;
      if (refusal) return refusal;
      const change = await this.change(viewer, card, { step, correction, undone });
      const applied = await this.writePath.apply(em, card, change);
      await this.struck.settle(em, { viewer, card, step }, { treatment, at: this.clock.now() });
      return recordedOf(applied);
    });
  }

  private async change(
    viewer: Viewer,
    card: RequestCard,
    { step, correction, undone }: { step: Step; correction: Correction; undone: Undone },
  ): Promise<Change> {
    const { stateCode, tasks, ...back } = undone;
    const { request } = card;
    const now = this.clock.now();
    const visible = step.visibility === 'public';
    return {
      draft: {
        action: 'correct',
        from: request.stateCode,
        to: stateCode,
        visibility: step.visibility,
        occurredAt: now,
        actor: await this.actors.of(viewer, card),
        values: [
          { name: VALUE.corrects, value: step.seq, visibility: 'public' },
          { name: VALUE.note, value: correction.reason, visibility: 'public' },
          { name: 'treatment', value: correction.treatment, visibility: 'public' },
        ],
      },
      ...back,
      tasks: changesOf(tasks, now),
      files: [],
      letter: visible && request.notify === 'every-step' ? { kind: 'step' } : null,
    };
  }
}

async function correctable(
  em: EntityManager,
  viewer: Viewer,
  { request }: RequestCard,
  correction: Correction,
): Promise<Step | Refusal> {
  if (!may(viewer, 'requests.correct')) return new Refusal('not-allowed');
  if (correction.version !== request.version)
    return new Refusal('stale-version', undefined, [], {
      current: { version: request.version, state: request.stateCode },
    });
  if (correction.reason.length < 5) return Refusal.fields([{ field: 'reason', code: 'required' }]);
  const step = await em.findOneBy(Step, { requestId: request.id, seq: correction.seq });
  if (!step || RECORD_ACTIONS.includes(step.action)) return new Refusal('not-found');
  const struck = await correctedSteps(em, request.id);
  return struck.has(step.seq) ? new Refusal('not-possible-now', 'already-corrected') : step;
}
