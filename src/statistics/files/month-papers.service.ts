import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.service.js';
import { briefing, INDICATORS } from '../domain/briefing.js';
import { DIMENSIONS, type Figures } from '../domain/figures.js';
import { isCounted, type MonthDocument } from '../domain/month-document.js';
import { monthOf, monthsUpTo } from '../domain/month.js';
import { Paper, type PaperColumn } from '../../web/paper.js';
import { showDate } from '../../web/views/dates.js';
import { lineName, nameOf, stateName, type StatisticsTexts } from '../texts.js';
import { type BookedMonth, MonthBook } from '../months/month-book.service.js';
import { durationLines } from './duration-lines.js';
import { ageName } from './bucket-names.js';
import { inReadingOrder, waysInOrder } from './in-order.js';
import { monthInWords, shortMonth } from '../../shared/month-in-words.js';
import {
  changeInWords,
  PAPER_COLUMNS,
  type PaperFigure,
  paperCells,
  shownIndicator,
  shownNumber,
  turnInWords,
} from './month-words.js';

const CHART_MONTHS = 12;
const YEAR_MONTHS = 13;
const MOST_LINES = 8;
/** Of the page: few, so that every name has room beside them and the page stays one. */
const HEADS_COLUMNS = [
  'received',
  'closed',
  'openAtEnd',
  'firstAnswer',
  'closure',
  'term',
] as const;
const HEADS_CHART_HEIGHT = 100;
const AGEING_HEIGHT = 90;
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
    const { language } = texts;
    const paper = await this.paper(document, texts.say('report.title'), texts);
    await this.equation(paper, booked, texts);
    await this.chart(paper, booked, { texts });
    await this.stockChart(paper, booked, texts);
    for (const dimension of DIMENSIONS) {
      paper.section(texts.say(`by.${dimension}`));
      const lines = inReadingOrder(dimension, document.by[dimension], texts).map((line) =>
        paperCells(lineName(dimension, line, texts), line, { language, columns: PAPER_COLUMNS }),
      );
      const total = paperCells(texts.say('town.all'), document.totals, { language, columns: PAPER_COLUMNS }); // prettier-ignore
      paper.table(
        columnsOf(texts.say(`dimensions.${dimension}`), PAPER_COLUMNS, texts),
        lines,
        total,
      );
    }
    durations(paper, document, texts);
    ageing(paper, document, texts);
    moves(paper, document, texts);
    return paper.bytes(footOf(booked, texts));
  }

  /** One page: four numbers beside those of a year ago, what is worst, what got better, a chart and the heaviest categories. */
  async page(booked: BookedMonth, texts: StatisticsTexts): Promise<Buffer> {
    const { document } = booked;
    const before = await this.before(booked);
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
    await this.equation(paper, booked, texts);
    await this.chart(paper, booked, { texts, height: HEADS_CHART_HEIGHT });
    paper.section(texts.say('briefing.heaviest'));
    const heaviest = [...document.by.category].sort((a, b) => b.received - a.received);
    paper.table(
      columnsOf(texts.say('dimensions.category'), HEADS_COLUMNS, texts),
      heaviest.slice(0, MOST_LINES).map((line) => paperCells(lineName('category', line, texts), line, { language: texts.language, columns: HEADS_COLUMNS })), // prettier-ignore
    );
    return paper.bytes(footOf(booked, texts));
  }

  /** The sentence of the page, for the mail that carries it. */
  async sentence(booked: BookedMonth, texts: StatisticsTexts): Promise<string> {
    return sentence(booked.document, await this.before(booked), texts);
  }

  /** The same month a year before; where the council was not yet counting, the month before. */
  private async before(booked: BookedMonth): Promise<MonthDocument | null> {
    const past = (await this.book.upTo(booked, YEAR_MONTHS)).map(({ document }) => document);
    const months = monthsUpTo(monthOf(booked.document.month), YEAR_MONTHS);
    const compared = [months[0], months.at(-2)].flatMap((one) =>
      past.filter(({ month }) => month === one?.code),
    );
    return compared.find(isCounted) ?? null;
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

  /** And, where it does not begin as the month before ended, why. */
  private async equation(paper: Paper, booked: BookedMonth, texts: StatisticsTexts): Promise<void> {
    const { openAtStart, received, reopened, closed, withdrawn, openAtEnd } = booked.document.totals; // prettier-ignore
    const counts = { openAtStart, received, reopened, closed, withdrawn, openAtEnd };
    const shown = Object.entries(counts).map(([name, count]) => [name, shownNumber(count, texts.language)]); // prettier-ignore
    paper.text(texts.fill('equation', Object.fromEntries(shown) as Record<string, string>)); // pairs of texts
    const turn = await this.book.turnInto(booked, { isOnPaper: true });
    if (turn) paper.text(turnInWords(turn, texts));
  }

  private async chart(
    paper: Paper,
    booked: BookedMonth,
    { texts, height }: { texts: StatisticsTexts; height?: number },
  ): Promise<void> {
    // prettier-ignore
    const months = await this.book.upTo(booked, CHART_MONTHS);
    paper.section(texts.say('flow.title'));
    paper.bars(
      months.map(({ document: { month, totals } }) => ({ label: shortMonth(month, texts.language), values: [totals.received, totals.closed] as const })), // prettier-ignore
      [texts.say('short.received'), texts.say('short.closed')],
      height,
    );
  }

  private async stockChart(
    paper: Paper,
    booked: BookedMonth,
    texts: StatisticsTexts,
  ): Promise<void> {
    const months = await this.book.upTo(booked, CHART_MONTHS);
    paper.section(texts.say('stock.title'));
    paper.bars(
      months.map(({ document: { month, totals } }) => ({ label: shortMonth(month, texts.language), values: [totals.openAtEnd] as const })), // prettier-ignore
      [texts.say('columns.openAtEnd')],
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
  paper.bars(
    patterns.ageing.map((bucket) => ({ label: ageName(bucket, texts), values: [bucket.cases] })),
    [texts.say('columns.openAtEnd')],
    AGEING_HEIGHT,
  );
  paper.table(
    [
      { label: texts.say('patterns.age'), share: 0.5 },
      { label: texts.say('columns.openAtEnd'), share: 0.2, isNumber: true },
    ],
    patterns.ageing.map((bucket) => [
      ageName(bucket, texts),
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
    waysInOrder(patterns.moves)
      .flatMap(({ levels }) => levels)
      .map(({ from, to, level, moves: count }) => [
        stateName(from, texts),
        stateName(to, texts),
        nameOf('level', level, texts),
        shownNumber(count, texts.language),
      ]),
  );
}

/** What the figures leave is the name's. */
function columnsOf(
  first: string,
  figures: readonly PaperFigure[],
  texts: StatisticsTexts,
): PaperColumn[] {
  const numbers = figures.map((code) => ({ label: texts.say(`paper.${code}`), share: code === 'satisfaction' ? 0.095 : 0.074, isNumber: true })); // prettier-ignore
  const share = numbers.reduce((left, number) => left - number.share, 1);
  return [{ label: first, share }, ...numbers];
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
