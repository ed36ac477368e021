import { Injectable } from '@nestjs/common';
import { validate } from 'uuid';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { Notices } from '../../notices/notices.service.js';
import type { Language } from '../../shared/localized-text.js';
import { Refusal } from '../../shared/refusal.js';
import { Languages } from '../../web/languages.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { QuietSteps } from './quiet-steps.service.js';

export const TOLD_BY = ['phone', 'counter', 'post'] as const;

export interface Telling {
  readonly how: (typeof TOLD_BY)[number];
  readonly note: string | null;
}

/**
 * Records that the front desk has told a citizen what a mail would have said: the notice ends and its step is written, both or neither.
 * Told twice by a double click is told once. Refuses with `not-found` a notice that is not the viewer's to tell, or told already.
 */
@Injectable()
export class TellingDesk {
  constructor(
    private readonly reads: Reads,
    private readonly requests: RequestTransaction,
    private readonly notices: Notices,
    private readonly steps: QuietSteps,
    private readonly languages: Languages,
  ) {}

  async tell(
    viewer: OfficeViewer,
    noticeId: string,
    telling: Telling,
  ): Promise<{ ticketNumber: string } | Refusal> {
    const ticketNumber = await this.ticketOf(noticeId);
    if (ticketNumber === null) return new Refusal('not-found');
    const command = { ticketNumber, key: `told-${noticeId}`, body: { told: telling } };
    return this.requests.run(viewer, command, async (em, card) => {
      if (!may(viewer, 'notices.tell')) return new Refusal('not-allowed');
      const refusal = await this.notices.done(em, noticeId, viewer);
      if (refusal) return refusal;
      const value = this.words(card.request.language, telling);
      const values = [{ name: VALUE.note, value, visibility: 'public' as const }];
      const step = { action: 'told', visibility: 'public' as const, values };
      await this.steps.write(em, { viewer, card }, step);
      return { ticketNumber };
    });
  }

  /** Whether it is theirs, and still to be told, is asked in the transaction. */
  private async ticketOf(noticeId: string): Promise<string | null> {
    if (!validate(noticeId)) return null;
    const [row] = await this.reads.rows<{ number: string }>(
      `SELECT r.ticket_number AS "number" FROM notices n JOIN service_requests r ON r.id = n.request_id
       WHERE n.id = :noticeId AND n.kind = 'tell-citizen'`,
      { noticeId },
    );
    return row?.number ?? null;
  }

  /** In the language of whoever was told: they read it in their timeline. */
  private words(language: Language, { how, note }: Telling): string {
    const said = this.languages.translate(language, `steps:told-by.${how}`);
    return note ? `${said} ${note}` : said;
  }
}
