import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../../../deliveries/outbox.js';
import { Settings } from '../../../settings/settings.service.js';
import { type FoundLink, TaskLinks } from '../../tasks/links/task-links.service.js';
import type { LetterDraft } from '../letter-draft.js';
import { Typesetter } from '../typesetter.service.js';

/** A link that goes, or went, to a mailbox. */
export type MailedLink = Pick<
  FoundLink,
  'linkId' | 'requestId' | 'ticketNumber' | 'partnerName' | 'personName'
> & { readonly address: string };

const LANGUAGE = 'it'; // a partner's mail is for a clerk in Italy

/** Mails what a task's link needs beside the letters of its steps: the code, the link again, to a colleague, and the reminder. */
@Injectable()
export class LinkPost {
  constructor(
    private readonly outbox: Outbox,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly links: TaskLinks,
  ) {}

  code(em: EntityManager, link: MailedLink, code: string): Promise<void> {
    const fact = { label: this.words.text('links:mail.code.fact'), value: code, isCode: true };
    return this.post(em, link, { kind: 'code', facts: [fact], isLinked: false });
  }

  again(em: EntityManager, link: MailedLink): Promise<void> {
    return this.post(em, link, { kind: 'again', facts: [], isLinked: true });
  }

  handed(em: EntityManager, link: MailedLink): Promise<void> {
    return this.post(em, link, { kind: 'handed', facts: [], isLinked: true });
  }

  reminder(em: EntityManager, link: MailedLink & Pick<FoundLink, 'expiresAt'>): Promise<void> {
    const label = this.words.text('links:mail.reminder.fact');
    const fact = { label, value: this.words.dateTime(link.expiresAt) };
    return this.post(em, link, { kind: 'reminder', facts: [fact], isLinked: true });
  }

  private get words() {
    return this.typesetter.wording(LANGUAGE);
  }

  private async post(
    em: EntityManager,
    link: MailedLink,
    { kind, facts, isLinked }: { kind: string; facts: LetterDraft['facts']; isLinked: boolean },
  ): Promise<void> {
    const { words } = this;
    const council = await this.settings.get('councilName');
    const name = link.personName ?? link.partnerName;
    const blanks = { number: link.ticketNumber };
    const draft: LetterDraft = {
      subject: words.text(`links:mail.${kind}.subject`, blanks),
      greeting: words.text('letters:greeting', { name }),
      paragraphs: [words.text(`links:mail.${kind}.opening`, blanks)],
      facts: [{ label: words.text('letters:fact.number'), value: link.ticketNumber }, ...facts],
      ...(isLinked && {
        link: { label: words.text('links:mail.open'), url: this.links.urlOf(link.linkId) },
      }),
      closing: [words.text('letters:closing', { council }), council],
    };
    const stream = `task-link:${link.linkId}`;
    const content = this.typesetter.mail(draft, name, LANGUAGE);
    await this.outbox.post(em, [
      {
        channel: 'email',
        destination: link.address,
        subject: link.requestId,
        kind: `task.${kind}`,
        stream,
        content,
      },
    ]);
  }
}
