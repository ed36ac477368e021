import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.service.js';
import { briefing, INDICATORS } from '../domain/briefing.js';
import { DIMENSIONS, type Figures } from '../domain/figures.js';
import type { MonthDocument } from '../domain/month-document.js';
import { monthOf } from '../domain/month.js';
import { Paper, type PaperColumn } from '../../web/paper.js';
import { showDate } from '../../web/views/dates.js';
import { lineName, nameOf, stateName, type StatisticsTexts } from '../texts.js';
import { type BookedMonth, MonthBook } from '../months/month-book.service.js';
import { durationLines } from './duration-lines.js';
import { bucketName } from './month-sheets.js';
import { monthInWords } from '../../shared/month-in-words.js';
import {
  changeInWords,
  PAPER_COLUMNS,
  paperCells,
  shownIndicator,
  shownNumber,
} from './month-words.js';

const CHART_MONTHS = 12;
const YEAR_MONTHS = 13;
const MOST_LINES = 8;
const SPREAD_PARTS = [['median', 'medianDays'], ['p90', 'p90Days'], ['mean', 'meanDays']] as const; // prettier-ignore

/** Prints a month: the whole report, or the one page that the council's heads read. Refuses nothing; the same month gives the same words. */
@Injectable()
export class MonthPapers {
  constructor(
    private readonly book: MonthBook,
    private readonly settings: Settings,
  ) {}

  async report(booked: BookedMonth, texts: StatisticsTexts): Promise<Buffer> {
    const { document } = booked;
    const paper = await this.paper(document, texts.say('report.title'), texts);
    equation(paper, document, texts);
    await this.chart(paper, document, texts);
    for (const dimension of DIMENSIONS) {
      paper.section(texts.say(`by.${dimension}`));
      const lines = document.by[dimension].map((line) =>
        paperCells(lineName(dimension, line, texts), line, texts.language),
      );
      paper.table(columns(texts.say(`dimensions.${dimension}`), texts), [
        ...lines,
        paperCells(texts.say('town.all'), document.totals, texts.language),
      ]);
    }
    durations(paper, document, texts);
    ageing(paper, document, texts);
    moves(paper, document, texts);
    return paper.bytes(footOf(booked, texts));
  }

  /** One page: four numbers beside those of a year ago, what is worst, what got better, a chart and the heaviest categories. */
  async page(booked: BookedMonth, texts: StatisticsTexts): Promise<Buffer> {
    const { document } = booked;
    const before = await this.before(document);
    const paper = await this.paper(document, texts.say('briefing.title'), texts);
    paper.tiles(
      INDICATORS.map((indicator) => ({
        value: shownIndicator(indicator, valueOf(document.totals, indicator), texts),
        label: texts.say(`briefing.indicators.${indicator}`),
        note: before
          ? texts.fill('briefing.against', {
              month: monthInWords(before.month, texts.language),
              value: shownIndicator(indicator, valueOf(before.totals, indicator), texts),
            })
          : texts.say('briefing.noBefore'),
      })),
    );
    paper.text(sentence(document, before, texts), { isStrong: true });
    equation(paper, document, texts);
    await this.chart(paper, document, texts);
    paper.section(texts.say('briefing.heaviest'));
    const heaviest = [...document.by.category].sort((a, b) => b.received - a.received);
    paper.table(
      columns(texts.say('dimensions.category'), texts),
      heaviest.slice(0, MOST_LINES).map((line) => paperCells(lineName('category', line, texts), line, texts.language)), // prettier-ignore
    );
    return paper.bytes(footOf(booked, texts));
  }

  /** The sentence of the page, for the mail that carries it. */
  async sentence(booked: BookedMonth, texts: StatisticsTexts): Promise<string> {
    return sentence(booked.document, await this.before(booked.document), texts);
  }

  /** The same month a year before; where the council was not yet counting, the month before. */
  private async before({ month }: MonthDocument): Promise<MonthDocument | null> {
    const past = await this.book.range(monthOf(month), YEAR_MONTHS);
    const counted = [past[0], past.at(-2)].find((one) => one && isCounted(one.document));
    return counted?.document ?? null;
  }

  private async paper(
    document: MonthDocument,
    title: string,
    texts: StatisticsTexts,
  ): Promise<Paper> {
    // prettier-ignore
    const council = await this.settings.get('councilName');
    const words = `${title}: ${monthInWords(document.month, texts.language)}`;
    const at = new Date(document.computedAt);
    const paper = await Paper.begin({ title: words, author: council, at });
    paper.heading(council, words);
    return paper;
  }

  private async chart(
    paper: Paper,
    document: MonthDocument,
    texts: StatisticsTexts,
  ): Promise<void> {
    // prettier-ignore
    const months = await this.book.range(monthOf(document.month), CHART_MONTHS);
    paper.section(texts.say('flow.title'));
    paper.bars(
      months.map(({ document: { month, totals } }) => ({ label: month, values: [totals.received, totals.closed] as const })), // prettier-ignore
      [texts.say('short.received'), texts.say('short.closed')],
    );
  }
}

function sentence(
  document: MonthDocument,
  before: MonthDocument | null,
  texts: StatisticsTexts,
): string {
  // prettier-ignore
  if (!before) return texts.say('briefing.nothingBefore');
  const { isComparable, worst, better } = briefing(document, before);
  const month = monthInWords(before.month, texts.language);
  if (!isComparable) return texts.fill('briefing.tooFew', { month });
  const parts = [
    worst ? texts.fill('briefing.worst', { change: changeInWords(worst, texts) }) : texts.say('briefing.noWorst'), // prettier-ignore
    better ? texts.fill('briefing.better', { change: changeInWords(better, texts) }) : texts.say('briefing.noBetter'), // prettier-ignore
  ];
  return texts.fill('briefing.sentence', { month, worst: parts[0] ?? '', better: parts[1] ?? '' }); // prettier-ignore
}

function equation(paper: Paper, { totals }: MonthDocument, texts: StatisticsTexts): void {
  const { openAtStart, received, reopened, closed, withdrawn, openAtEnd } = totals;
  const counts = { openAtStart, received, reopened, closed, withdrawn, openAtEnd };
  const shown = Object.entries(counts).map(([name, count]) => [name, shownNumber(count, texts.language)]); // prettier-ignore
  paper.text(texts.fill('equation', Object.fromEntries(shown) as Record<string, string>)); // pairs of texts
}

function durations(paper: Paper, { totals }: MonthDocument, texts: StatisticsTexts): void {
  const { language } = texts;
  paper.section(texts.say('durations.title'));
  paper.table(
    [
      { label: texts.say('durations.what'), share: 0.3 },
      { label: texts.say('short.cases'), share: 0.1, isNumber: true },
      ...SPREAD_PARTS.map(([word]) => ({ label: texts.say(`paper.calendar.${word}`), share: 0.1, isNumber: true })), // prettier-ignore
      ...SPREAD_PARTS.map(([word]) => ({ label: texts.say(`paper.working.${word}`), share: 0.1, isNumber: true })), // prettier-ignore
    ],
    durationLines(totals).map(({ code, calendar, working }) => [
      texts.say(`durations.${code}`),
      shownNumber(calendar.cases, language),
      ...[calendar, working].flatMap((one) => SPREAD_PARTS.map(([, part]) => shownNumber(one[part], language, 'days'))), // prettier-ignore
    ]),
  );
}

function ageing(paper: Paper, { patterns }: MonthDocument, texts: StatisticsTexts): void {
  paper.section(texts.say('patterns.ageing'));
  paper.table(
    [
      { label: texts.say('patterns.age'), share: 0.5 },
      { label: texts.say('columns.openAtEnd'), share: 0.2, isNumber: true },
    ],
    patterns.ageing.map((bucket) => [
      bucketName(bucket, texts),
      shownNumber(bucket.cases, texts.language),
    ]),
  );
}

function moves(paper: Paper, { patterns }: MonthDocument, texts: StatisticsTexts): void {
  if (patterns.moves.length === 0) return;
  paper.section(texts.say('patterns.moves'));
  paper.table(
    [
      { label: texts.say('patterns.moveFrom'), share: 0.3 },
      { label: texts.say('patterns.moveTo'), share: 0.3 },
      { label: texts.say('patterns.moveLevel'), share: 0.25 },
      { label: texts.say('patterns.moveCount'), share: 0.15, isNumber: true },
    ],
    patterns.moves.map(({ from, to, level, moves: count }) => [
      stateName(from, texts),
      stateName(to, texts),
      nameOf('level', level, texts),
      shownNumber(count, texts.language),
    ]),
  );
}

function columns(first: string, texts: StatisticsTexts): PaperColumn[] {
  return [
    { label: first, share: 0.24 },
    ...PAPER_COLUMNS.map((code) => ({ label: texts.say(`paper.${code}`), share: 0.076, isNumber: true })), // prettier-ignore
  ];
}

function footOf({ document, published }: BookedMonth, texts: StatisticsTexts): string {
  return published
    ? texts.fill('file.foot', {
        revision: String(published.revision),
        checksum: published.checksum,
      })
    : texts.fill('file.footLive', {
        at: showDate(document.computedAt, texts.language, 'dateTime'),
      });
}

function isCounted({ totals }: MonthDocument): boolean {
  return totals.received + totals.closed + totals.openAtEnd > 0;
}

function valueOf(figures: Figures, indicator: (typeof INDICATORS)[number]): number | null {
  switch (indicator) {
    case 'closureDays':
      return figures.closure.medianDays;
    case 'firstAnswerDays':
      return figures.firstAnswer.medianDays;
    case 'termShare':
      return figures.term.share;
    case 'openAtEnd':
      return figures.openAtEnd;
  }
}
