/** A month as one flat table, for CSV: the town first, then a row for every value of every dimension, the same columns throughout. */
import type { CsvCell, CsvRow } from './csv.js';
import { DIMENSIONS, type Figures } from './domain/figures.js';
import type { MonthReport } from './month.service.js';
import { nameOf, type StatisticsTexts } from './texts.js';

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
};

/** Heading row and all rows, in an order that does not change from month to month. */
export function monthTable(report: MonthReport, texts: StatisticsTexts): CsvRow[] {
  const headings = ['month', 'dimension', 'code', 'name', ...Object.keys(NUMBERS)];
  const row = (labels: CsvCell[], figures: Figures): CsvRow => [
    report.month.code,
    ...labels,
    ...Object.values(NUMBERS).map((read) => read(figures)),
  ];
  const lines = DIMENSIONS.flatMap((dimension) =>
    report.by[dimension].map(({ value, figures }) =>
      row(
        [texts.say(`dimensions.${dimension}`), value?.code, nameOf(dimension, value, texts)],
        figures,
      ),
    ),
  );
  return [
    headings.map((code) => texts.say(`columns.${code}`)),
    row([texts.say('dimensions.all'), null, texts.say('town.all')], report.totals),
    ...lines,
  ];
}
