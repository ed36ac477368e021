import { Injectable } from '@nestjs/common';
import { Settings } from '../settings/settings.service.js';
import { Clock } from '../shared/clock.js';
import type { Language } from '../shared/localized-text.js';
import { Languages } from '../web/languages.js';
import { Paper, type PaperColumn } from '../web/paper.js';
import { showDate } from '../web/views/dates.js';
import { NO_FIGURES } from './domain/figures.js';
import { sideInWords } from './line-words.js';
import { type AskedSheet, OurSheet } from './our-sheet.service.js';
import type { SheetLine, SheetSummary } from './worksheets.service.js';

const OURS = [
  { column: 'number', share: 0.14 },
  { column: 'reference', share: 0.12 },
  { column: 'place', share: 0.1 },
  { column: 'address', share: 0.24 },
  { column: 'day', share: 0.11 },
  { column: 'operator', share: 0.1 },
  { column: 'amount', share: 0.09, isNumber: true },
  { column: 'ceiling', share: 0.1, isNumber: true },
] as const;
const SETTLED = [
  { column: 'line', share: 0.17 },
  { column: 'theirs', share: 0.31 },
  { column: 'ours', share: 0.31 },
  { column: 'decision', share: 0.21 },
] as const;

const HEADINGS = {
  line: 'worksheets:paper.line',
  theirs: 'worksheets:sides.theirs',
  ours: 'worksheets:sides.ours',
  decision: 'worksheets:paper.decision',
} as const;

/** Sheets to be printed: what we hold of a partner's month, and what came of a reconciliation. Shows no citizen. */
@Injectable()
export class SheetPapers {
  constructor(
    private readonly sheet: OurSheet,
    private readonly languages: Languages,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async ours(asked: AskedSheet): Promise<Buffer> {
    const { partner, month, language } = asked;
    const say = this.saying(language);
    const title = say('worksheets:paper.ours', { month, partner: partner.name });
    const paper = await this.paper(title);
    const [, ...rows] = await this.sheet.rows(asked);
    paper.text(say('worksheets:paper.count', { count: String(rows.length) }));
    const columns = OURS.map(({ column, ...rest }) => ({
      ...rest,
      label: say(`worksheets:ourColumns.${column}`),
    }));
    if (rows.length > 0)
      paper.table(
        columns,
        rows.map((row) => row.map(cellText)),
      );
    return paper.bytes(this.foot(say, language));
  }

  /** `lines`: those that differed. */
  async reconciliation(
    sheet: SheetSummary,
    lines: readonly SheetLine[],
    language: Language,
  ): Promise<Buffer> {
    const say = this.saying(language);
    const { month, partnerName, closedAt } = sheet;
    const paper = await this.paper(
      say('worksheets:paper.settled', { month, partner: partnerName }),
    );
    const name = sheet.closedBy ?? '';
    const when = closedAt ? showDate(closedAt, language, 'dateTime') : '';
    paper.text(say('worksheets:closedBy', { name, when }), { isStrong: true });
    paper.text(say('worksheets:paper.file', { file: sheet.fileName, sha256: sheet.fileSha256 }), { isSmall: true }); // prettier-ignore
    paper.section(say('worksheets:countsTitle'));
    const counts = Object.entries(sheet.figures ?? NO_FIGURES);
    paper.table(
      [
        { label: say('worksheets:state'), share: 0.5 },
        { label: say('worksheets:count'), share: 0.15, isNumber: true },
      ],
      counts.map(([kind, count]) => [say(`worksheets:figures.${kind}`), String(count)]),
    );
    if (lines.length > 0) this.differences(paper, lines, language);
    return paper.bytes(this.foot(say, language));
  }

  private differences(paper: Paper, lines: readonly SheetLine[], language: Language): void {
    const say = this.saying(language);
    const words = { text: say };
    paper.section(say('worksheets:shown.differenze'));
    const columns: PaperColumn[] = SETTLED.map(({ column, share }) => ({
      share,
      label: say(HEADINGS[column]),
    }));
    paper.table(
      columns,
      lines.map((line) => [
        kindInWords(line, say),
        sideInWords(line.theirs, words),
        sideInWords(line.ours, words),
        line.decision
          ? `${say(`worksheets:decided.${line.decision}`)} (${say('worksheets:decidedBy', {
              name: line.decidedBy ?? '',
              when: line.decidedAt ? showDate(line.decidedAt, language, 'short') : '',
            })})`
          : '',
      ]),
    );
  }

  private async paper(title: string): Promise<Paper> {
    const council = await this.settings.get('councilName');
    const paper = await Paper.begin({ title, author: council, at: this.clock.now() });
    paper.heading(council, title);
    return paper;
  }

  private foot(say: Say, language: Language): string {
    return say('worksheets:paper.foot', { when: showDate(this.clock.now(), language, 'dateTime') });
  }

  private saying(language: Language): Say {
    return (key, blanks = {}) => this.languages.translate(language, key, blanks);
  }
}

function kindInWords({ kind, firstLine }: SheetLine, say: Say): string {
  const told = say(`worksheets:kinds.${kind}`);
  return firstLine === null
    ? told
    : `${told}: ${say('worksheets:words.twice', { line: String(firstLine) })}`;
}

type Say = (key: string, blanks?: Record<string, string | number>) => string;

function cellText(cell: string | number | null): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toFixed(2).replace('.', ',') : cell;
}
