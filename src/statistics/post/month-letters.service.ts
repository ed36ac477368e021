import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { MailAttachment, MailLetter } from '../../deliveries/letter.js';
import type { LetterDraft } from '../../requests/letters/letter-draft.js';
import { Typesetter } from '../../requests/letters/typesetter.service.js';
import { Settings } from '../../settings/settings.service.js';
import { MonthFiles, type MonthFile, type MonthFormat } from '../files/month-files.service.js';
import { MonthPapers } from '../files/month-papers.service.js';
import { monthInWords } from '../../shared/month-in-words.js';
import type { BookedMonth } from '../months/month-book.service.js';
import type { Published } from '../months/month-archive.service.js';
import type { StatisticsTexts } from '../texts.js';

/** Who gets a letter. */
export interface Recipient {
  readonly address: string;
  /** Null for an address of the settings. */
  readonly name: string | null;
}

const LANGUAGE = 'it'; // the council's own

/** Writes the letters that carry a month: its files, or its page. Refuses nothing; posting them is for whoever asked. */
@Injectable()
export class MonthLetters {
  constructor(
    private readonly files: MonthFiles,
    private readonly papers: MonthPapers,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly environment: Environment,
  ) {}

  async withFiles(
    month: Published,
    formats: readonly MonthFormat[],
    recipients: readonly Recipient[],
  ): Promise<MailLetter[]> {
    const { words, texts } = this.words();
    const booked = bookedOf(month);
    const files: MonthFile[] = [];
    for (const format of formats) files.push(await this.files.file(booked, format, { texts }));
    const blanks = { month: monthInWords(month.month, LANGUAGE), revision: String(month.revision) };
    const isRevised = month.revision > 1;
    const paragraphs = [words('months:mail.files.opening', blanks)];
    if (isRevised)
      paragraphs.push(words('months:mail.files.reason', { reason: month.reason ?? '' }));
    return this.letters(month, recipients, {
      kind: 'month.files',
      subject: words(`months:mail.files.${isRevised ? 'revised' : 'subject'}`, blanks),
      paragraphs,
      files,
    });
  }

  async withPage(month: Published, recipients: readonly Recipient[]): Promise<MailLetter[]> {
    const { words, texts } = this.words();
    const booked = bookedOf(month);
    const blanks = { month: monthInWords(month.month, LANGUAGE) };
    const bytes = await this.papers.page(booked, texts);
    const name = `${texts.say('file.name')}-${month.month}-pagina.pdf`;
    return this.letters(month, recipients, {
      kind: 'month.page',
      subject: words('months:mail.page.subject', blanks),
      paragraphs: [words('months:mail.page.opening', blanks), await this.papers.sentence(booked, texts)], // prettier-ignore
      files: [{ name, type: 'application/pdf', bytes }],
    });
  }

  private async letters(
    month: Published,
    recipients: readonly Recipient[],
    given: { kind: string; subject: string; paragraphs: string[]; files: readonly MonthFile[] },
  ): Promise<MailLetter[]> {
    const council = await this.settings.get('councilName');
    const { words } = this.words();
    const attachments = given.files.map(attached);
    return recipients.map(({ address, name }) => {
      const draft: LetterDraft = {
        subject: given.subject,
        greeting: words('letters:greeting', { name: name ?? words('months:mail.name') }),
        paragraphs: given.paragraphs,
        facts: [{ label: words('months:mail.checksum'), value: month.checksum }],
        ...(name !== null && { link: { label: words('months:mail.open'), url: this.urlOf(month) } }), // prettier-ignore
        closing: [words('months:mail.closing', { council }), council],
      };
      const content = { ...this.typesetter.mail(draft, name, LANGUAGE), attachments };
      const stream = `month:${month.month}:${month.revision}:${given.kind}`;
      return { channel: 'email', destination: address, kind: given.kind, stream, content };
    });
  }

  private urlOf({ month }: Published): string {
    return new URL(`/ufficio/statistiche/mesi/${month}`, this.environment.publicUrl).href;
  }

  private words(): { words: Words; texts: StatisticsTexts } {
    const wording = this.typesetter.wording(LANGUAGE);
    const words: Words = (key, blanks = {}) => wording.text(key, blanks);
    const say = (key: string): string => words(`statistics:${key}`);
    const fill: StatisticsTexts['fill'] = (key, blanks) => words(`statistics:${key}`, blanks);
    return { words, texts: { language: LANGUAGE, say, fill } };
  }
}

type Words = (key: string, blanks?: Readonly<Record<string, string>>) => string;

function bookedOf({ document, ...published }: Published): BookedMonth {
  return { document, published };
}

function attached({ name, type, bytes }: MonthFile): MailAttachment {
  return { name, type, base64: bytes.toString('base64') };
}
