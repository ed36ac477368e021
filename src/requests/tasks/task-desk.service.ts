import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may, type PartnerViewer } from '../../access/viewer.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { RequestTransaction } from '../request-transaction.service.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { RequestCard } from '../request-cards.service.js';
import { answerTask, type TaskAnswer } from './domain/answer.js';
import { answerStep, type AskedViewer, type GivenAnswer } from './domain/answer-step.js';
import { AskedOnes } from './asked-ones.service.js';
import { type TaskState, versionAfter } from './domain/task-states.js';
import { TaskFollowUp } from './task-follow-up.service.js';
import { Task } from './task.entity.js';

export interface Answered {
  readonly ticketNumber: string;
  readonly taskId: string;
  readonly seq: number;
  readonly state: TaskState;
  /** The task's version. */
  readonly version: number;
}

/** What a partner's system said. */
export interface Received extends Answered {
  /** Why it could only be kept as a note, for the system to read; null where it was recorded. */
  readonly why: string | null;
}

/** A word that does not count as an answer. */
export interface Kept {
  readonly note: string;
  readonly why: string;
}

interface NamedTask {
  readonly taskId: string;
  readonly ticketNumber: string;
}

interface Sending {
  readonly files: readonly StoredFile[];
  readonly key: string;
}

/**
 * Records the answer of a partner, or of an office, to its task, and lets the iter go on by itself where that is what it waited for. Refuses with `not-found` a
 * task of somebody else, `stale-version`, `not-possible-now` for a task that has ended, and errors at their fields.
 */
@Injectable()
export class TaskDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly followUp: TaskFollowUp,
    private readonly asked: AskedOnes,
    private readonly clock: Clock,
  ) {}

  async answer(
    viewer: AskedViewer,
    task: NamedTask,
    given: { readonly answer: TaskAnswer } & Sending,
  ): Promise<Answered | Refusal> {
    const { answer, files, key } = given;
    const body = { ...plain(answer), files: files.map((file) => file.digest) };
    return this.onOwn(viewer, task, { key, body }, (em, card, own) =>
      this.answerIn(em, card, { viewer, task: own, answer, files }),
    );
  }

  /**
   * The same for a partner's own system, whose word is never lost: what comes late or out of order, or cannot be an answer (`answer` says
   * why not), is kept as a note, in the words of `asNote`. Without a version the answer is taken for the task as it is.
   */
  async receive(
    viewer: PartnerViewer,
    task: NamedTask,
    given: {
      readonly answer: Omit<TaskAnswer, 'version'> | Refusal;
      readonly version: number | undefined;
      readonly asNote: (reason: Refusal) => Kept;
      readonly body: unknown;
    } & Pick<Sending, 'key'>,
  ): Promise<Received | Refusal> {
    const { answer, version, key, body, asNote } = given;
    return this.onOwn(viewer, task, { key, body }, async (em, card, own) => {
      const whole = isRefusal(answer) ? answer : { ...answer, version: version ?? own.version };
      const answered = isRefusal(whole)
        ? whole
        : await this.answerIn(em, card, { viewer, task: own, answer: whole, files: [] });
      if (!isRefusal(answered)) return { ...answered, why: null };
      const { note, why } = asNote(answered);
      const remark: TaskAnswer = { action: 'note', version: own.version, note };
      const noted = await this.answerIn(em, card, { viewer, task: own, answer: remark, files: [] });
      return isRefusal(noted) ? noted : { ...noted, why };
    });
  }

  private onOwn<T>(
    viewer: AskedViewer,
    { taskId, ticketNumber }: NamedTask,
    { key, body }: { readonly key: string; readonly body: unknown },
    work: (em: EntityManager, card: RequestCard, own: Task) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const command = { ticketNumber, key, body: { taskId, body }, asAsked: true };
    return this.requests.run(viewer, command, async (em, card) => {
      const task = await em.findOneBy(Task, { id: taskId, requestId: card.request.id });
      return task && isTheirs(viewer, task) ? work(em, card, task) : new Refusal('not-found');
    });
  }

  private async answerIn(
    em: EntityManager,
    card: RequestCard,
    given: GivenAnswer,
  ): Promise<Answered | Refusal> {
    const { task, answer } = given;
    const now = this.clock.now();
    const patch = answerTask(task, answer, { now, filedAt: card.request.filedAt });
    if (isRefusal(patch)) return patch;
    const who = await this.asked.who(em, card, given);
    const version = versionAfter(task.version, patch);
    const after = Object.assign(new Task(), task, patch, { version });
    const seq = await this.followUp.apply(em, card, after, (isFollowed) =>
      answerStep(card, { ...given, ...who, patch, now, isFollowed }),
    );
    return {
      ticketNumber: card.request.ticketNumber,
      taskId: task.id,
      seq,
      state: after.state,
      version: after.version,
    };
  }
}

function isTheirs(viewer: AskedViewer, { id, partnerId, officeId }: Task): boolean {
  if (viewer.kind === 'partner')
    return partnerId === viewer.partnerId && (!viewer.link || viewer.link.taskId === id);
  return officeId !== null && viewer.officeIds.includes(officeId) && may(viewer, 'requests.work');
}

function plain({ plannedFor, performedAt, ...rest }: TaskAnswer) {
  return {
    ...rest,
    plannedFor: plannedFor?.toISOString() ?? null,
    performedAt: performedAt?.toISOString() ?? null,
  };
}
