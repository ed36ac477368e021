import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../database/transactions.js';
import { ReceivedMails } from '../../../deliveries/inbound/received-mails.service.js';
import { Refusal } from '../../../shared/refusal.js';
import type { SignedCallback } from './callback-gate.service.js';
import { CallbackWords } from './callback-words.service.js';

/**
 * Keeps what a partner's system signed rightly and what names no task of its own: there is no request to note it on, so it waits with the mail
 * that nothing could be done with, until somebody has looked. The same message again is the same.
 */
@Injectable()
export class UnplacedCallbacks {
  constructor(
    private readonly transactions: Transactions,
    private readonly mails: ReceivedMails,
    private readonly words: CallbackWords,
  ) {}

  async keep(
    { viewer, id }: SignedCallback,
    told: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { note } = this.words.kept(told, new Refusal('not-found'), 'it');
    const kept = { from: `${viewer.name} (${viewer.partnerCode})`, subject: id, text: note };
    const message = Buffer.from(JSON.stringify(['callback', viewer.partnerId, id]));
    await this.transactions.run((em) => this.mails.note(em, message, 'unplaced', kept));
  }
}
