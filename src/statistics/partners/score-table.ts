/** Partners' scores as a table: for the page, and for the files that leave. */
import { type Quantity, quantity } from '../../shared/quantity.js';
import type { CsvRow } from '../csv.js';
import { punctuality } from '../domain/partner-score.js';
import { inLanguage } from '../../shared/localized-text.js';
import type { StatisticsTexts } from '../texts.js';
import type { NamedScore } from './partner-scores.service.js';

/** Column code and how it reads a score; headings are `statistics:score.<code>`. */
const NUMBERS: Readonly<Record<string, (score: NamedScore) => number | Quantity | null>> = {
  offered: (s) => s.offered,
  accepted: (s) => s.accepted,
  declined: (s) => s.declined,
  expired: (s) => s.expired,
  cancelled: (s) => s.cancelled,
  unanswered: (s) => s.unanswered,
  done: (s) => s.done,
  onTime: (s) => s.onTime,
  withDay: (s) => s.withDay,
  punctuality: (s) => quantity(punctuality(s), 'share'),
  late: (s) => s.late,
  medianDays: (s) => quantity(s.medianDays, 'days'),
  p90Days: (s) => quantity(s.p90Days, 'days'),
  complaints: (s) => s.complaints,
  reopenings: (s) => s.reopenings,
  satisfactionCases: (s) => s.satisfactionCases,
  satisfactionMean: (s) => quantity(s.satisfactionMean, 'score'),
  sheetLines: (s) => s.sheetLines,
  differences: (s) => s.differences,
};

export function scoreName({ name, partnerId }: NamedScore, texts: StatisticsTexts): string {
  return name?.name ? inLanguage(name.name, texts.language) : (name?.code ?? partnerId);
}

/** The heading, then a row a partner. */
export function scoreTable(scores: readonly NamedScore[], texts: StatisticsTexts): CsvRow[] {
  return [
    [texts.say('dimensions.partner'), ...Object.keys(NUMBERS).map((code) => texts.say(`score.${code}`))], // prettier-ignore
    ...scores.map((score) => [
      scoreName(score, texts),
      ...Object.values(NUMBERS).map((read) => read(score)),
    ]),
  ];
}
