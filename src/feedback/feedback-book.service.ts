import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { civilDate } from '../calendar/domain/civil-time.js';
import { insertRows } from '../database/insert-rows.js';
import { selectRows } from '../database/select-rows.js';
import { Clock } from '../shared/clock.js';
import { Refusal } from '../shared/refusal.js';
import { fittingReasons, type Given } from './domain/question.js';
import { FeedbackAnswer } from './feedback-answer.entity.js';

/** Which closing an answer is about. */
export type Closing = Pick<FeedbackAnswer, 'requestId' | 'closingSeq'>;

/** Keeps what people said of a closing. Refuses a second answer to the same one; an answer is never changed, only its text erased. */
@Injectable()
export class FeedbackBook {
  constructor(private readonly clock: Clock) {}

  /** In the order of the closings. */
  of(em: EntityManager, requestId: string): Promise<FeedbackAnswer[]> {
    const tail = 'WHERE request_id = :requestId ORDER BY closing_seq';
    return selectRows(em, FeedbackAnswer, tail, { requestId });
  }

  /** The request's row is held: two answers at once are one after the other. */
  async record(
    em: EntityManager,
    closing: Closing,
    { score, reasons, text }: Given,
  ): Promise<Refusal | null> {
    if (await em.existsBy(FeedbackAnswer, closing))
      return new Refusal('not-possible-now', 'feedback-given');
    const answeredAt = this.clock.now();
    const answeredOn = civilDate(answeredAt);
    const fitting = fittingReasons(score, reasons);
    await insertRows(em, FeedbackAnswer, [
      { ...closing, score, reasons: fitting, text, answeredAt, answeredOn, erasedAt: null },
    ]);
    return null;
  }

  /** Empties the texts for good; `closingSeq`: of one closing alone. True where there was one to empty. */
  async erase(
    em: EntityManager,
    which: { readonly requestId: string; readonly closingSeq?: number },
  ): Promise<boolean> {
    const gone = { text: null, erasedAt: this.clock.now() };
    const { affected } = await em.update(FeedbackAnswer, { ...which, text: Not(IsNull()) }, gone);
    return (affected ?? 0) > 0;
  }
}
