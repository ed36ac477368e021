import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { SendOn } from '../assignment/send-on.service.js';
import type { LetterDraft } from '../letters/letter-draft.js';
import { Correspondence } from '../letters/correspondence.service.js';
import { JoinedWriting } from '../linking/joined-writing.service.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import { findRequest } from '../request-finder.js';
import { isOnlyAsked } from '../request-scope.js';
import { RequestTransaction } from '../request-transaction.service.js';
import type { Applied, Change } from '../change.js';
import { TaskFollowUp } from '../tasks/task-follow-up.service.js';
import type { StepCommand } from './step-command.js';
import { StepWorkshop } from './step-workshop.service.js';

export interface Recorded {
  readonly ticketNumber: string;
  readonly seq: number;
  readonly hash: string;
  readonly state: string;
  readonly version: number;
  /** ISO 8601. */
  readonly dueAt: string;
}

/**
 * Records a step on a request: whatever the iter lets this viewer do now. Refuses with `not-found` (absent and not yours alike),
 * `not-allowed`, `stale-version`, `not-possible-now`, `invalid`; the same key again gives the same answer and no second step.
 */
@Injectable()
export class StepDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly workshop: StepWorkshop,
    private readonly followUp: TaskFollowUp,
    private readonly sendOn: SendOn,
    private readonly joined: JoinedWriting,
  ) {}

  record(
    viewer: Viewer,
    ticketNumber: string,
    command: StepCommand,
    key: string,
  ): Promise<Recorded | Refusal> {
    return this.requests.run(
      viewer,
      { ticketNumber, key, body: bodyOf(command) },
      async (em, card) => {
        if (this.joined.isMeant(viewer, card, command)) {
          const written = await this.joined.record(em, viewer, card, command);
          return isRefusal(written) ? written : recordedOf(written);
        }
        const change = await this.workshop.prepare(em, viewer, card, command);
        if (isRefusal(change)) return change;
        const { own, last } = await this.followUp.write(em, card, change);
        const sent = await this.sendOn.sendFromHere(em, last, change.executors ?? []);
        return { ...recordedOf(sent), seq: own.step.seq, hash: own.step.hash };
      },
    );
  }
}

/** Shows what a command would do, without doing it: the very letter that the citizen would get. */
@Injectable()
export class StepPreview {
  constructor(
    private readonly reads: Reads,
    private readonly cards: RequestCards,
    private readonly workshop: StepWorkshop,
    private readonly correspondence: Correspondence,
  ) {}

  async preview(
    viewer: Viewer,
    ticketNumber: string,
    command: StepCommand,
  ): Promise<{ change: Change; card: RequestCard; letter: LetterDraft | null } | Refusal> {
    const { em } = this.reads;
    const request = await findRequest(em, viewer, ticketNumber, { orAsked: true });
    if (isRefusal(request)) return request;
    if (isOnlyAsked(viewer, request)) return new Refusal('not-allowed');
    const card = await this.cards.load(em, request);
    const change = await this.workshop.prepare(em, viewer, card, command);
    if (isRefusal(change)) return change;
    const { letter } = await this.correspondence.prepare(card, change);
    return { change, card, letter };
  }
}

export function recordedOf({ card, step }: Applied): Recorded {
  const { request } = card;
  return {
    ticketNumber: request.ticketNumber,
    seq: step.seq,
    hash: step.hash,
    state: request.stateCode,
    version: request.version,
    dueAt: request.dueAt.toISOString(),
  };
}

/** What makes two commands under one key the same: files by their digest. */
function bodyOf({ files, occurredAt, ...rest }: StepCommand): unknown {
  return {
    ...rest,
    occurredAt: occurredAt?.toISOString() ?? null,
    files: files.map((file) => file.digest),
  };
}
