import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PartnerQuestions } from '../requests/letters/partner-questions.service.js';
import { Typesetter } from '../requests/letters/typesetter.service.js';
import type { Refusal } from '../shared/refusal.js';
import { sideInWords } from './line-words.js';
import { queryRows } from '../database/query-rows.js';
import type { SheetReason, Worksheet } from './worksheet.entity.js';
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
      ...(line.firstLine === null
        ? []
        : [words.text('worksheets:words.twice', { line: String(line.firstLine) })]),
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

  /** To who sent the sheet by mail: it has been taken, and how it compares. Nobody else is told. */
  async tellTaken(em: EntityManager, sheet: Worksheet): Promise<void> {
    const words = this.typesetter.wording(LANGUAGE);
    const counts = await queryRows<{ kind: string; count: unknown }>(
      em,
      'SELECT kind, COUNT(*) AS count FROM worksheet_lines WHERE worksheet_id = :id GROUP BY kind ORDER BY kind',
      { id: sheet.id },
    );
    const lines = counts.map(
      ({ kind, count }) => `${words.text(`worksheets:kinds.${kind}`)}: ${Number(count)}`,
    );
    await this.tell(em, sheet, 'worksheets:mail.taken', [sheet.fileName, ...lines]);
  }

  /** To who sent the sheet by mail: nothing of it was taken, and why. */
  async tellRefused(em: EntityManager, sheet: Worksheet, fault: SheetReason): Promise<void> {
    const words = this.typesetter.wording(LANGUAGE);
    const reason =
      fault.kind === 'file'
        ? words.text(`errors:${fault.error.code}`, blanksOf(fault.error.data))
        : words.text(`refusals:reasons.${fault.reason}`);
    await this.tell(em, sheet, 'worksheets:mail.refused', [sheet.fileName, reason]);
  }

  private async tell(
    em: EntityManager,
    { id, partnerId, month, answerTo }: Worksheet,
    opening: string,
    lines: readonly string[],
  ): Promise<void> {
    if (!answerTo) return;
    const words = this.typesetter.wording(LANGUAGE);
    const [partner] = await queryRows<{ name: string }>(
      em,
      'SELECT name FROM partners WHERE id = :partnerId',
      { partnerId },
    );
    await this.questions.answer(em, {
      partner: { id: partnerId, name: partner?.name ?? '' },
      destination: answerTo,
      stream: `worksheet-answer:${id}`,
      subject: words.text('worksheets:mail.answerSubject', { month }),
      opening: words.text(opening, { month }),
      quote: lines.join('\n'),
    });
  }
}

function blanksOf(data: Readonly<Record<string, string | number>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
}
