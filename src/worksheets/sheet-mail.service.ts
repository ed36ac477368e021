import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PartnerQuestions } from '../requests/letters/partner-questions.service.js';
import { Typesetter } from '../requests/letters/typesetter.service.js';
import type { Refusal } from '../shared/refusal.js';
import { sideInWords } from './line-words.js';
import type { SheetLine, SheetSummary } from './worksheets.service.js';

const LANGUAGE = 'it'; // what the house keeps for its offices and tells its partners

/** The words of a line for those who have to read them: the office, in the step's note; the partner, in a mail. */
@Injectable()
export class SheetMail {
  constructor(
    private readonly questions: PartnerQuestions,
    private readonly typesetter: Typesetter,
  ) {}

  note(sheet: SheetSummary, line: SheetLine): string {
    const words = this.typesetter.wording(LANGUAGE);
    const { month, partnerName } = sheet;
    return [
      words.text('worksheets:words.sheet', { month, partner: partnerName }),
      `${words.text('worksheets:words.theirs')}: ${sideInWords(line.theirs, words)}`,
      `${words.text('worksheets:words.ours')}: ${sideInWords(line.ours, words)}`,
    ].join('\n');
  }

  cannotAsk(em: EntityManager, { partnerId }: SheetSummary): Promise<Refusal | undefined> {
    return this.questions.cannotAsk(em, partnerId);
  }

  ask(em: EntityManager, sheet: SheetSummary, line: SheetLine): Promise<void> {
    const words = this.typesetter.wording(LANGUAGE);
    const blanks = { month: sheet.month };
    return this.questions.ask(em, {
      partner: { id: sheet.partnerId, name: sheet.partnerName },
      requestId: line.ours?.requestId ?? null,
      stream: `worksheet:${sheet.id}`,
      subject: words.text('worksheets:mail.subject', blanks),
      opening: words.text('worksheets:mail.opening', blanks),
      quote: this.note(sheet, line),
    });
  }
}
