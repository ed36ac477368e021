import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Endpoints } from '../../deliveries/endpoints.service.js';
import { Outbox } from '../../deliveries/outbox.js';
import { Settings } from '../../settings/settings.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Typesetter } from './typesetter.service.js';

const LANGUAGE = 'it'; // a partner's mail is for a clerk in Italy

export interface PartnerQuestion {
  readonly partner: { readonly id: string; readonly name: string };
  /** The request that it is about, where there is one. */
  readonly requestId: string | null;
  /** Questions of one stream arrive in order. */
  readonly stream: string;
  readonly subject: string;
  readonly opening: string;
  readonly quote: string;
}

/** What a machine of ours answers to a mail of theirs: no request is named in it. */
export type PartnerAnswer = Omit<PartnerQuestion, 'requestId'> & { readonly destination: string };

/**
 * Mails a question to a partner's people, whatever channel their steps take, or an answer to the address that wrote. Refuses a question where
 * they have no e-mail address.
 */
@Injectable()
export class PartnerQuestions {
  constructor(
    private readonly outbox: Outbox,
    private readonly endpoints: Endpoints,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
  ) {}

  async cannotAsk(em: EntityManager, partnerId: string): Promise<Refusal | undefined> {
    const mailbox = await this.endpoints.mailbox(em, partnerId);
    return mailbox ? undefined : new Refusal('not-possible-now', 'partner-without-mailbox');
  }

  /** Throws where {@link cannotAsk} would have refused. */
  async ask(em: EntityManager, question: PartnerQuestion): Promise<void> {
    const { partner, requestId, stream } = question;
    const destination = await this.endpoints.mailbox(em, partner.id);
    if (!destination) throw new Error(`partner ${partner.id} has no mailbox`);
    const content = await this.letter(question, 'worksheets:mail.quote');
    const about = requestId === null ? {} : { subject: requestId };
    const kind = 'worksheet.question';
    await this.outbox.post(em, [
      { channel: 'email', destination, ...about, kind, stream, content },
    ]);
  }

  async answer(em: EntityManager, answer: PartnerAnswer): Promise<void> {
    const { destination, stream } = answer;
    const content = await this.letter(answer, 'worksheets:mail.file');
    await this.outbox.post(em, [
      { channel: 'email', destination, kind: 'worksheet.answer', stream, content },
    ]);
  }

  private async letter({ partner, subject, opening, quote }: PartnerText, quoteKey: string) {
    const words = this.typesetter.wording(LANGUAGE);
    const council = await this.settings.get('councilName');
    const draft = {
      subject,
      greeting: words.text('letters:greeting', { name: partner.name }),
      paragraphs: [opening],
      facts: [],
      quote: { label: words.text(quoteKey), text: quote },
      closing: [words.text('letters:closing', { council }), council],
    };
    return this.typesetter.mail(draft, partner.name, LANGUAGE);
  }
}

type PartnerText = Pick<PartnerQuestion, 'partner' | 'subject' | 'opening' | 'quote'>;
