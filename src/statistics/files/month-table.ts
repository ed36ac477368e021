/** A month as one flat table, for CSV: the town first, then a row for every value of every dimension, the same columns throughout. */
import { type Quantity, quantity } from '../../shared/quantity.js';
import type { CsvRow } from '../csv.js';
import { DIMENSIONS, type Figures } from '../domain/figures.js';
import type { MonthDocument } from '../domain/month-document.js';
import { lineName, type StatisticsTexts } from '../texts.js';

/** Column code and how it reads the figures; headings are `statistics:columns.<code>`. */
const NUMBERS: Readonly<Record<string, (figures: Figures) => number | Quantity | null>> = {
  openAtStart: (f) => f.openAtStart,
  received: (f) => f.received,
  receivedImported: (f) => f.receivedImported,
  reopened: (f) => f.reopened,
  closed: (f) => f.closed,
  withdrawn: (f) => f.withdrawn,
  openAtEnd: (f) => f.openAtEnd,
  firstAnswerCases: (f) => f.firstAnswer.cases,
  firstAnswerMedianDays: (f) => quantity(f.firstAnswer.medianDays, 'days'),
  firstAnswerP90Days: (f) => quantity(f.firstAnswer.p90Days, 'days'),
  firstAnswerMeanDays: (f) => quantity(f.firstAnswer.meanDays, 'days'),
  closureCases: (f) => f.closure.cases,
  closureMedianDays: (f) => quantity(f.closure.medianDays, 'days'),
  closureP90Days: (f) => quantity(f.closure.p90Days, 'days'),
  closureMeanDays: (f) => quantity(f.closure.meanDays, 'days'),
  closureNetMedianDays: (f) => quantity(f.closureNet.medianDays, 'days'),
  closureNetP90Days: (f) => quantity(f.closureNet.p90Days, 'days'),
  closureNetMeanDays: (f) => quantity(f.closureNet.meanDays, 'days'),
  termCases: (f) => f.term.cases,
  termWithin: (f) => f.term.within,
  termShare: (f) => quantity(f.term.share, 'share'),
  satisfactionCases: (f) => f.satisfaction?.cases ?? null,
  satisfactionMean: (f) => quantity(f.satisfaction?.mean, 'score'),
  firstAnswerWorkingMedianDays: (f) => quantity(f.firstAnswerWorking?.medianDays, 'days'),
  firstAnswerWorkingP90Days: (f) => quantity(f.firstAnswerWorking?.p90Days, 'days'),
  firstAnswerWorkingMeanDays: (f) => quantity(f.firstAnswerWorking?.meanDays, 'days'),
  closureWorkingMedianDays: (f) => quantity(f.closureWorking?.medianDays, 'days'),
  closureWorkingP90Days: (f) => quantity(f.closureWorking?.p90Days, 'days'),
  closureWorkingMeanDays: (f) => quantity(f.closureWorking?.meanDays, 'days'),
  closureNetWorkingMedianDays: (f) => quantity(f.closureNetWorking?.medianDays, 'days'),
  closureNetWorkingP90Days: (f) => quantity(f.closureNetWorking?.p90Days, 'days'),
  closureNetWorkingMeanDays: (f) => quantity(f.closureNetWorking?.meanDays, 'days'),
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
export function numbers(figures: Figures): (number | Quantity | null)[] {
  return Object.values(NUMBERS).map((read) => read(figures));
}
