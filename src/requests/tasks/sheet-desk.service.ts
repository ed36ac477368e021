import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { operatorsOf } from '../../partners/domain/operators.js';
import { Partners } from '../../partners/partners.service.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { Actors } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { isOpenTask } from './domain/task-states.js';
import { TaskFollowUp } from './task-follow-up.service.js';
import { Task } from './task.entity.js';

/** What a monthly sheet says of a task, and what the office makes of it. */
export interface SheetVerdict {
  /** `tie`: only that a line is about this request. */
  readonly decision: 'accept' | 'keep' | 'ask' | 'tie';
  /** Both sides in words, for the step's internal note. */
  readonly note: string;
  /** Null where the sheet does not list the task. */
  readonly theirs: {
    readonly performedAt: Date | null;
    readonly operatorCode: string | null;
    readonly reference: string | null;
  } | null;
}

/**
 * Records on a request what the office decided about a line of a partner's monthly sheet. Accepting their word mends the task: a day, an
 * operator, or that it was done at all, in which case the iter goes on. Refuses with `not-found` what the viewer does not see, and a day
 * before the filing or in the future.
 */
@Injectable()
export class SheetDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly followUp: TaskFollowUp,
    private readonly actors: Actors,
    private readonly partners: Partners,
    private readonly clock: Clock,
  ) {}

  /** `within` writes beside the step, in its transaction, and may still refuse it. */
  async settle(
    viewer: OfficeViewer,
    at: { readonly ticketNumber: string; readonly taskId: string; readonly key: string },
    verdict: SheetVerdict,
    within: (em: EntityManager) => Promise<Refusal | undefined>,
  ): Promise<{ seq: number } | Refusal> {
    const { ticketNumber, taskId, key } = at;
    const command = { ticketNumber, key, body: { taskId, decision: verdict.decision } };
    return this.requests.run(viewer, command, async (em, card) => {
      const task = await em.findOneBy(Task, { id: taskId, requestId: card.request.id });
      if (!task) return new Refusal('not-found');
      const patch = await this.patch(task, card, verdict);
      if (isRefusal(patch)) return patch;
      const refused = await within(em);
      if (refused) return refused;
      const after = Object.assign(new Task(), task, patch);
      const actor = await this.actors.of(viewer, card);
      const firm = task.partnerId ? ((await this.partners.byId(task.partnerId))?.name ?? '') : '';
      const seq = await this.followUp.apply(em, card, after, (isFollowed) =>
        changeOf(card, { task, patch, verdict, actor, firm, isFollowed, now: this.clock.now() }),
      );
      return { seq };
    });
  }

  private async patch(
    task: Task,
    { request }: RequestCard,
    { decision, theirs }: SheetVerdict,
  ): Promise<Partial<Task> | Refusal> {
    if (decision !== 'accept' || !theirs) return {};
    const now = this.clock.now();
    const told = theirs.performedAt;
    const isSameDay = told !== null && civilDate(told) === civilDate(request.filedAt);
    const performedAt = isSameDay && told < request.filedAt ? request.filedAt : told;
    if (performedAt && performedAt > now) return new Refusal('not-possible-now', 'sheet-in-future');
    if (performedAt && performedAt < request.filedAt)
      return new Refusal('not-possible-now', 'sheet-before-filing');
    const ends = isOpenTask(task.state) ? ({ state: 'done', settledAt: now } as const) : {};
    const isDone = isOpenTask(task.state) || task.state === 'done';
    return {
      ...ends,
      ...(isDone ? { performedAt: performedAt ?? task.performedAt ?? now } : {}),
      operatorCode: await this.operator(task, theirs.operatorCode),
      externalReference: theirs.reference ?? task.externalReference,
    };
  }

  /** As the partner registered the worker; what the task says where the sheet means the same one. */
  private async operator(task: Task, told: string | null): Promise<string | null> {
    const { partnerId, operatorCode } = task;
    if (told === null || partnerId === null) return told ?? operatorCode;
    const operators = operatorsOf(await this.partners.operators(partnerId));
    if (operatorCode !== null && operators.key(told) === operators.key(operatorCode))
      return operatorCode;
    return operators.registered(told) ?? told;
  }
}

interface ChangeFacts {
  readonly task: Task;
  readonly patch: Partial<Task>;
  readonly verdict: SheetVerdict;
  readonly actor: Change['draft']['actor'];
  readonly firm: string;
  readonly isFollowed: boolean;
  readonly now: Date;
}

function changeOf(card: RequestCard, facts: ChangeFacts): Change {
  const { task, patch, verdict, actor, firm, isFollowed, now } = facts;
  const { stateCode, notify } = card.request;
  const ends = patch.state === 'done';
  const { operatorCode } = patch;
  return {
    draft: {
      action: `worksheet-${verdict.decision}`,
      from: stateCode,
      to: stateCode,
      visibility: ends ? 'public' : 'internal',
      occurredAt: ends ? (patch.performedAt ?? now) : now,
      actor,
      ...(ends ? { performedBy: { firm, ...(operatorCode ? { operatorCode } : {}) } } : {}),
      values: [
        { name: VALUE.task, value: { id: task.id }, visibility: 'public' },
        { name: VALUE.internalNote, value: verdict.note, visibility: 'internal' },
      ],
    },
    moves: false,
    patch: {},
    tasks: Object.keys(patch).length > 0 ? [{ kind: 'update', task, patch }] : [],
    files: [],
    letter: ends && !isFollowed && notify === 'every-step' ? { kind: 'step' } : null,
  };
}
