/** Every number that the figures of a month tell, in the order in which a table has them, which does not change from month to month. */
import { type Quantity, quantity } from '../../shared/quantity.js';
import { COUNTED, type Figures, type Measure, WORKING_MEASURES } from './figures.js';

export interface MonthNumber {
  /** Headings are `statistics:columns.<code>`. */
  readonly code: string;
  /** What of the figures it belongs to: an old document may not tell it. */
  readonly part: keyof Figures;
  readonly read: (figures: Figures) => number | Quantity | null;
}

export const MONTH_NUMBERS: readonly MonthNumber[] = [
  ...COUNTED.map((code) => ({ code, part: code, read: (f: Figures) => f[code] })),
  { code: 'firstAnswerCases', part: 'firstAnswer', read: (f) => f.firstAnswer.cases },
  ...daysOf('firstAnswer'),
  { code: 'closureCases', part: 'closure', read: (f) => f.closure.cases },
  ...daysOf('closure'),
  ...daysOf('closureNet'),
  { code: 'termCases', part: 'term', read: (f) => f.term.cases },
  { code: 'termWithin', part: 'term', read: (f) => f.term.within },
  { code: 'termShare', part: 'term', read: (f) => quantity(f.term.share, 'share') },
  { code: 'satisfactionCases', part: 'satisfaction', read: (f) => f.satisfaction?.cases ?? null },
  { code: 'satisfactionMean', part: 'satisfaction', read: (f) => quantity(f.satisfaction?.mean, 'score') }, // prettier-ignore
  ...WORKING_MEASURES.flatMap(daysOf),
];

function daysOf(measure: Measure): MonthNumber[] {
  return (['medianDays', 'p90Days', 'meanDays'] as const).map((value) => ({
    code: `${measure}${value.charAt(0).toUpperCase()}${value.slice(1)}`,
    part: measure,
    read: (figures) => quantity(figures[measure]?.[value], 'days'),
  }));
}
