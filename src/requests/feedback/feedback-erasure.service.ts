import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { FeedbackBook } from '../../feedback/feedback-book.service.js';
import { Audit } from '../../proof/audit.service.js';
import { Refusal } from '../../shared/refusal.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { readsFeedback } from './closing-feedback.service.js';

/**
 * Empties what somebody wrote of a closing, where it names people or insults; the score stays. Who did it is in the audit list. Refuses who
 * may not correct the request, and with `not-found` where there is no text.
 */
@Injectable()
export class FeedbackErasure {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly book: FeedbackBook,
    private readonly audit: Audit,
  ) {}

  erase(
    viewer: OfficeViewer,
    { ticketNumber, closingSeq }: { readonly ticketNumber: string; readonly closingSeq: number },
    key: string,
  ): Promise<{ readonly closingSeq: number } | Refusal> {
    const command = { ticketNumber, key, body: { erase: closingSeq } };
    return this.requests.run(viewer, command, async (em, { request }) => {
      if (!readsFeedback(viewer, request)) return new Refusal('not-found');
      if (!may(viewer, 'requests.correct')) return new Refusal('not-allowed');
      const isErased = await this.book.erase(em, { requestId: request.id, closingSeq });
      if (!isErased) return new Refusal('not-found');
      const data = { request: request.ticketNumber, feedback: closingSeq };
      await this.audit.append(em, { event: 'texts-erased', accountId: viewer.accountId, data });
      return { closingSeq };
    });
  }
}
