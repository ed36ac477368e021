import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/transactions.js';
import type { MailOutcome } from '../../deliveries/inbound/received-mail.entity.js';
import { type KeptText, ReceivedMails } from '../../deliveries/inbound/received-mails.service.js';
import { type ReadAddress, ReplyAddresses } from '../../deliveries/inbound/reply-addresses.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import type { Unplaced } from '../../requests/letters/beside-steps/how-to-letter.js';
import { HowToPost } from '../../requests/letters/beside-steps/how-to-post.service.js';
import { MailedAnswers } from './mailed-answers.service.js';
import { readMail, type ReadMail } from './read-mail.js';

/**
 * Takes a mail in, once. Only a signed address of ours says what it is about; the sender's own says nothing. What a machine wrote is
 * counted and changes nothing, but for the refusal of a letter of ours. What cannot be read, bears no signed address or comes too late is
 * kept aside for the front desk, and whoever wrote it is told at once how to write so that it arrives: no mail is lost.
 */
@Injectable()
export class MailIntake {
  constructor(
    private readonly received: ReceivedMails,
    private readonly replies: ReplyAddresses,
    private readonly answers: MailedAnswers,
    private readonly howTo: HowToPost,
    private readonly transactions: Transactions,
  ) {}

  /** `envelopeTo`: the addresses that the sending server named. */
  async take(raw: Buffer, envelopeTo: readonly string[] = []): Promise<MailOutcome> {
    if (await this.received.isKnown(raw)) return 'recorded';
    const mail = await readMail(raw, envelopeTo);
    if (!mail) return this.keep(raw, 'unreadable', { from: '', subject: '', text: '' });
    const about = mail.to.map((one) => this.replies.read(one)).find((one) => one !== null);
    if (about?.kind === 'bounce') return this.bounce(raw, mail, about);
    if (mail.isAutomatic) return this.keep(raw, 'automatic');
    const isEmpty = mail.text === '' && about?.kind !== 'sheet'; // a sheet is a file
    if (!about || isEmpty) return this.setAside(raw, mail, { outcome: 'unsigned' });
    const key = `mail:${createHash('sha256').update(raw).digest('hex')}`;
    const answered = await this.answers.record(about, { mail, key });
    if (!isRefusal(answered)) return this.keep(raw, 'recorded');
    return this.setAside(raw, mail, { outcome: 'refused', refusal: answered });
  }

  /** For the front desk, with an answer to whoever wrote it. */
  private async setAside(
    raw: Buffer,
    mail: ReadMail,
    { outcome, refusal }: { outcome: Unplaced; refusal?: Refusal },
  ): Promise<MailOutcome> {
    await this.transactions.run(async (em) => {
      await this.received.note(em, raw, outcome, wordsOf(mail, refusal));
      const { from, messageId } = mail;
      await this.howTo.answer(em, { address: from.address, messageId }, outcome);
    });
    return outcome;
  }

  private async bounce(raw: Buffer, mail: ReadMail, { id }: ReadAddress): Promise<MailOutcome> {
    const { permanentFailure } = mail;
    return this.transactions.run(async (em) => {
      const isMarked =
        permanentFailure !== null && (await this.received.bounced(em, id, permanentFailure));
      const outcome = isMarked ? 'bounced' : 'automatic'; // a delay, or an answer to the envelope's address
      await this.received.note(em, raw, outcome);
      return outcome;
    });
  }

  private async keep(raw: Buffer, outcome: MailOutcome, words?: KeptText): Promise<MailOutcome> {
    await this.transactions.run((em) => this.received.note(em, raw, outcome, words));
    return outcome;
  }
}

function wordsOf(mail: ReadMail, refusal?: Refusal): KeptText {
  const why = refusal ? `[${refusal.reason ?? refusal.code}] ` : '';
  return { from: mail.from.address, subject: `${why}${mail.subject}`, text: mail.text };
}
