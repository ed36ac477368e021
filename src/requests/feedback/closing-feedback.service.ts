import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CitizenViewer, OfficeViewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { askedUntil, type Given, isAsked } from '../../feedback/domain/question.js';
import type { FeedbackAnswer } from '../../feedback/feedback-answer.entity.js';
import { FeedbackBook } from '../../feedback/feedback-book.service.js';
import { Settings } from '../../settings/settings.service.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import { RequestTransaction } from '../request-transaction.service.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { standingMoves } from '../steps/standing-moves.js';

/** How the question stands of the closing that stands now. `over`: the days are past, and nobody answered. */
export type FeedbackStanding =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'open'; readonly seq: number; readonly until: Date }
  | { readonly kind: 'given'; readonly seq: number; readonly answer: FeedbackAnswer }
  | { readonly kind: 'over'; readonly seq: number };

/** What the sender of an answer sees before: the closing that the page asked about. */
export interface GivenFeedback extends Given {
  readonly closingSeq: number;
}

/**
 * Asks who filed a request how its closing satisfied them, and takes the answer: once a closing, within the days that the council set.
 * Refuses with `not-found` as every command does, with `not-possible-now` where it is not asked, was answered, or the days are past.
 */
@Injectable()
export class ClosingFeedback {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly book: FeedbackBook,
    private readonly settings: Settings,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async standing(request: ServiceRequest): Promise<FeedbackStanding> {
    return this.standingIn(this.reads.em, request, await this.settings.all());
  }

  /** Every answer, for those who worked on the request. */
  answers(requestId: string): Promise<FeedbackAnswer[]> {
    return this.book.of(this.reads.em, requestId);
  }

  async answer(
    viewer: CitizenViewer,
    given: GivenFeedback,
    key: string,
  ): Promise<{ readonly closingSeq: number } | Refusal> {
    const settings = await this.settings.all();
    const command = { ticketNumber: viewer.ticketNumber, key, body: given };
    return this.requests.run(viewer, command, async (em, { request }) => {
      const standing = await this.standingIn(em, request, settings);
      const refusal = refusalOf(standing, given.closingSeq);
      if (refusal) return refusal;
      const closing = { requestId: request.id, closingSeq: given.closingSeq };
      return (await this.book.record(em, closing, given)) ?? { closingSeq: given.closingSeq };
    });
  }

  private async standingIn(
    em: EntityManager,
    request: ServiceRequest,
    settings: { readonly feedbackAsked: boolean; readonly feedbackDays: number },
  ): Promise<FeedbackStanding> {
    if (!isAsked(request)) return { kind: 'not-asked' };
    const closing = (await standingMoves(em, request.id)).at(-1);
    if (!closing) return { kind: 'not-asked' };
    const { seq, recordedAt } = closing;
    const answers = await this.book.of(em, request.id);
    const answer = answers.find(({ closingSeq }) => closingSeq === seq);
    if (answer) return { kind: 'given', seq, answer };
    if (!settings.feedbackAsked) return { kind: 'not-asked' };
    const until = askedUntil(recordedAt, settings.feedbackDays);
    return this.clock.now() < until ? { kind: 'open', seq, until } : { kind: 'over', seq };
  }
}

/** Whether somebody of an office reads what was said: those who work the office's requests. */
export function readsFeedback(
  { officeIds, permissions }: OfficeViewer,
  { officeId }: Pick<ServiceRequest, 'officeId'>,
): boolean {
  return officeIds.includes(officeId) && permissions.includes('requests.work');
}

function refusalOf(standing: FeedbackStanding, seq: number): Refusal | null {
  if (standing.kind === 'not-asked') return new Refusal('not-possible-now', 'feedback-not-asked');
  if (standing.kind === 'given') return new Refusal('not-possible-now', 'feedback-given');
  if (standing.kind === 'over') return new Refusal('not-possible-now', 'feedback-over');
  return standing.seq === seq ? null : new Refusal('not-possible-now', 'feedback-not-asked');
}
