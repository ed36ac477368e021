/** A month as one flat table, for CSV: the town first, then a row for every value of every dimension, the same columns throughout. */
import type { Quantity } from '../../shared/quantity.js';
import type { CsvRow } from '../csv.js';
import { DIMENSIONS, type Figures } from '../domain/figures.js';
import type { MonthDocument } from '../domain/month-document.js';
import { MONTH_NUMBERS } from '../domain/month-numbers.js';
import { lineName, type StatisticsTexts } from '../texts.js';

/** Heading row and all rows, in an order that does not change from month to month. */
export function monthTable(document: MonthDocument, texts: StatisticsTexts): CsvRow[] {
  return [
    ['month', 'dimension', 'code', 'name', ...NUMBER_COLUMNS].map((code) =>
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
export const NUMBER_COLUMNS: readonly string[] = MONTH_NUMBERS.map(({ code }) => code);

/** The numbers of one line, in the order of the columns. */
export function numbers(figures: Figures): (number | Quantity | null)[] {
  return MONTH_NUMBERS.map(({ read }) => read(figures));
}
