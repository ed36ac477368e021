import { DEFINITIONS } from '../../../../statistics/domain/definitions.js';
import { DIMENSIONS, type Figures } from '../../../../statistics/domain/figures.js';
import type { Month } from '../../../../statistics/domain/month.js';
import type { Slice } from '../../../../statistics/domain/period.js';
import type { BookedMonth } from '../../../../statistics/months/month-book.service.js';
import { monthInWords } from '../../../../shared/month-in-words.js';
import { lineName, type StatisticsTexts } from '../../../../statistics/texts.js';
import { type WideBucket, widened } from '../charts/wide-buckets.js';
import { agesBehind, durationsBehind, listsBehind, movesBehind } from '../list-behind.js';
import { bucketNames } from '../../../../statistics/files/bucket-names.js';
import { type DurationLine, durationLines } from '../../../../statistics/files/duration-lines.js';
import { inReadingOrder } from '../../../../statistics/files/in-order.js';
import { tells } from '../../../../statistics/domain/month-document.js';
import { type MoveLine, moveLines } from '../move-lines.js';

interface PageLine {
  readonly name: string;
  readonly figures: Figures;
  /** Behind those of its counts that are not nought. */
  readonly lists: Lists;
}

type Lists = ReturnType<typeof listsBehind>;

/** What `offices/statistics/month` shows. */
export interface MonthPage {
  readonly month: Month;
  /** In words: "settembre 2026". */
  readonly monthName: string;
  readonly computedAt: Date;
  readonly published: BookedMonth['published'];
  readonly isRunning: boolean;
  /** The text that tells how the stock came to be: of a month that runs it ends now. */
  readonly equation: string;
  readonly town: PageLine;
  readonly tables: readonly { readonly code: string; readonly lines: readonly PageLine[] }[];
  readonly buckets: Readonly<Record<'ageing' | 'closure' | 'firstAnswer', readonly WideBucket[]>>;
  readonly moves: readonly MoveLine[];
  /** Of the whole town. */
  readonly durations: readonly DurationLine[];
  readonly isWorkingTold: boolean;
  readonly definitions: readonly string[];
}

/** The page of a month; `today` is the civil date. */
export function monthPage(
  month: Month,
  { document, published }: BookedMonth,
  { today, texts }: { today: string; texts: StatisticsTexts },
): MonthPage {
  const isRunning = month.code === today.slice(0, 7);
  const [ageIn, durationIn] = bucketNames(texts);
  const days = { from: month.first, to: month.last, isRunning };
  const lineOf = (name: string, figures: Figures, slices: readonly Slice[]): PageLine =>
    pageLine(name, figures, listsBehind(slices, days));
  return {
    month,
    monthName: monthInWords(month.code, texts.language),
    computedAt: new Date(document.computedAt),
    published,
    isRunning,
    equation: isRunning ? 'statistics:equationNow' : 'statistics:equation',
    town: lineOf(texts.say('town.all'), document.totals, []),
    tables: DIMENSIONS.map((code) => ({
      code,
      lines: inReadingOrder(code, document.by[code], texts).map((line) =>
        lineOf(lineName(code, line, texts), line, [{ dimension: code, code: line.code }]),
      ),
    })),
    buckets: {
      ageing: widened(document.patterns.ageing, ageIn, agesBehind([], days, today)),
      closure: widened(
        document.patterns.histograms.closure,
        durationIn,
        durationsBehind([], days, 'closure'),
      ),
      firstAnswer: widened(document.patterns.histograms.firstAnswer, durationIn, durationsBehind([], days, 'firstAnswer')), // prettier-ignore
    },
    moves: moveLines(document.patterns.moves, texts, movesBehind([], days)),
    durations: durationLines(document.totals),
    isWorkingTold: tells(document, 'closureWorking'),
    definitions: DEFINITIONS,
  };
}

function pageLine(name: string, figures: Figures, lists: Lists): PageLine {
  const behind = (count: keyof Lists) => (figures[count] > 0 ? lists[count] : null);
  return {
    ...{ name, figures },
    lists: {
      received: behind('received'),
      reopened: behind('reopened'),
      closed: behind('closed'),
      withdrawn: behind('withdrawn'),
      openAtEnd: behind('openAtEnd'),
    },
  };
}
