import { Injectable } from '@nestjs/common';
import { Environment } from '../../../config/environment.js';
import type { MailContent } from '../../../deliveries/letter.js';
import { Settings } from '../../../settings/settings.service.js';
import { Typesetter } from '../typesetter.service.js';

/** Why a mail lies with the front desk: it says nothing of a request of ours, or the request takes no messages any more. */
export type Unplaced = 'unsigned' | 'refused';

const LANGUAGE = 'it'; // a stranger's language is not known; the council's own it is

/** The answer to a mail that could not be placed: it is with the front desk, and here is how to write so that it arrives by itself. */
@Injectable()
export class HowToLetter {
  constructor(
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly environment: Environment,
  ) {}

  async write(why: Unplaced, messageId: string): Promise<MailContent> {
    const words = this.typesetter.wording(LANGUAGE);
    const council = await this.settings.get('councilName');
    const draft = {
      subject: words.text('mailbox:howTo.subject', { council }),
      greeting: words.text('mailbox:howTo.greeting'),
      paragraphs: [
        words.text(`mailbox:howTo.${why}`),
        words.text('mailbox:howTo.follow'),
        words.text('mailbox:howTo.file'),
      ],
      facts: [],
      link: {
        label: words.text('mailbox:howTo.link'),
        url: `${this.environment.publicUrl}/servizi/segnalazioni`,
      },
      closing: [words.text('letters:closing', { council }), council],
    };
    return {
      ...this.typesetter.mail(draft, null, LANGUAGE),
      ...(messageId !== '' && { answersTo: messageId }),
    };
  }
}
