import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import { ReplyAddresses } from '../../deliveries/inbound/reply-addresses.js';
import type { MailContent } from '../../deliveries/letter.js';
import type { Language } from '../../shared/localized-text.js';
import { showDate, showDueDay } from '../../web/views/dates.js';
import { Languages } from '../../web/languages.js';
import { projectRoot } from '../../web/views/project-root.js';
import type { Wording } from './citizen-letters.js';
import type { LetterDraft } from './letter-draft.js';

/** Sets a letter's draft as a mail: plain text and HTML from `views/mail/`, compiled once. */
@Injectable()
export class Typesetter {
  private readonly text = compile('letter.text.hbs', true);
  private readonly html = compile('letter.html.hbs', false);

  constructor(
    private readonly languages: Languages,
    private readonly replies: ReplyAddresses,
  ) {}

  /** The sentences and dates for a reader of a language, for whoever drafts; `language` is the one that they are in. */
  wording(ofReader: Language): Wording {
    const language = this.languages.spoken(ofReader);
    return {
      language,
      text: (key, blanks) => this.languages.translate(language, key, blanks),
      dueDay: (dueAt) => showDueDay(dueAt, language, 'long'),
      dateTime: (instant) => showDate(instant, language, 'dateTime'),
    };
  }

  /** `about`: what an answer by mail belongs to. */
  mail(
    draft: LetterDraft,
    toName: string | null,
    ofReader: Language,
    about?: { readonly kind: 'task' | 'request'; readonly id: string },
  ): MailContent {
    const language = this.languages.spoken(ofReader);
    const model = { letter: draft, language };
    const replyTo = about ? this.replies.of(about.kind, about.id) : null;
    return {
      toName,
      ...(replyTo !== null && { replyTo }),
      language,
      subject: draft.subject,
      text: this.plain(draft),
      html: this.html(model),
    };
  }

  /** The words alone: for the step's snapshot, the desk's preview, and who is told by phone. */
  plain(draft: LetterDraft): string {
    return this.text({ letter: draft })
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }
}

function compile(file: string, noEscape: boolean): Handlebars.TemplateDelegate {
  const source = readFileSync(join(projectRoot, 'views/mail', file), 'utf8');
  return Handlebars.compile(source, { noEscape, strict: false, preventIndent: true });
}
