/** A month as one flat table, for CSV: the town first, then a row for every value of every dimension, the same columns throughout. */
import type { CsvRow } from '../csv.js';
import { DIMENSIONS, type Figures } from '../domain/figures.js';
import type { MonthDocument } from '../domain/month-document.js';
import { lineName, type StatisticsTexts } from '../texts.js';

/** Column code and how it reads the figures; headings are `statistics:columns.<code>`. */
const NUMBERS: Readonly<Record<string, (figures: Figures) => number | null>> = {
  openAtStart: (f) => f.openAtStart,
  received: (f) => f.received,
  receivedImported: (f) => f.receivedImported,
  reopened: (f) => f.reopened,
  closed: (f) => f.closed,
  withdrawn: (f) => f.withdrawn,
  openAtEnd: (f) => f.openAtEnd,
  firstAnswerCases: (f) => f.firstAnswer.cases,
  firstAnswerMedianDays: (f) => f.firstAnswer.medianDays,
  firstAnswerP90Days: (f) => f.firstAnswer.p90Days,
  firstAnswerMeanDays: (f) => f.firstAnswer.meanDays,
  closureCases: (f) => f.closure.cases,
  closureMedianDays: (f) => f.closure.medianDays,
  closureP90Days: (f) => f.closure.p90Days,
  closureMeanDays: (f) => f.closure.meanDays,
  closureNetMedianDays: (f) => f.closureNet.medianDays,
  closureNetP90Days: (f) => f.closureNet.p90Days,
  closureNetMeanDays: (f) => f.closureNet.meanDays,
  termCases: (f) => f.term.cases,
  termWithin: (f) => f.term.within,
  termShare: (f) => f.term.share,
  satisfactionCases: (f) => f.satisfaction?.cases ?? null,
  satisfactionMean: (f) => f.satisfaction?.mean ?? null,
  firstAnswerWorkingMedianDays: (f) => f.firstAnswerWorking?.medianDays ?? null,
  firstAnswerWorkingP90Days: (f) => f.firstAnswerWorking?.p90Days ?? null,
  firstAnswerWorkingMeanDays: (f) => f.firstAnswerWorking?.meanDays ?? null,
  closureWorkingMedianDays: (f) => f.closureWorking?.medianDays ?? null,
  closureWorkingP90Days: (f) => f.closureWorking?.p90Days ?? null,
  closureWorkingMeanDays: (f) => f.closureWorking?.meanDays ?? null,
  closureNetWorkingMedianDays: (f) => f.closureNetWorking?.medianDays ?? null,
  closureNetWorkingP90Days: (f) => f.closureNetWorking?.p90Days ?? null,
  closureNetWorkingMeanDays: (f) => f.closureNetWorking?.meanDays ?? null,
};

/** Heading row and all rows, in an order that does not change from month to month. */
export function monthTable(document: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  return [
    ['month', 'dimension', 'code', 'name', ...Object.keys(NUMBERS)].map((code) =>
      texts.say(`columns.${code}`),
    ),
    [document.month, texts.say('dimensions.all'), null, texts.say('town.all'), ...numbers(document.totals)], // prettier-ignore
    ...DIMENSIONS.flatMap((dimension) =>
      document.by[dimension].map((line) => [
        document.month,
        texts.say(`dimensions.${dimension}`),
        line.code,
        lineName(dimension, line, texts),
        ...numbers(line),
      ]),
    ),
  ];
}

/** The codes of the number columns, in their order; headings are `statistics:columns.<code>`. */
export const NUMBER_COLUMNS: readonly string[] = Object.keys(NUMBERS);

/** The numbers of one line, in the order of the columns. */
export function numbers(figures: Figures): (number | null)[] {
  return Object.values(NUMBERS).map((read) => read(figures));
}
