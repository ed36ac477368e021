/** Numbers and names of a month as an Italian page on paper says them. */
import type { Language } from '../../shared/localized-text.js';
import { monthInWords } from '../../shared/month-in-words.js';
import { DECIMALS, isPercent, readNumber, type Unit } from '../../shared/quantity.js';
import type { Change, Indicator } from '../domain/briefing.js';
import type { BrokenTurn } from '../domain/revisions/broken-turn.js';
import type { Figures } from '../domain/figures.js';
import { lineName, type StatisticsTexts } from '../texts.js';

/** A number as its unit is read, thousands marked; a dash where there is no case. */
export function shownNumber(
  value: number | null,
  language: Language,
  unit: Unit = 'count',
): string {
  if (value === null) return '–';
  const digits = DECIMALS[unit];
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  });
  return format.format(readNumber({ value, unit })) + (isPercent(unit) ? '%' : '');
}

/** An indicator with its unit. */
export function shownIndicator(
  indicator: Indicator,
  value: number | null,
  texts: StatisticsTexts,
): string {
  // prettier-ignore
  const { language } = texts;
  switch (indicator) {
    case 'closureDays':
    case 'firstAnswerDays':
      return value === null ? '–' : texts.fill('briefing.days', { days: shownNumber(value, language, 'days') }); // prettier-ignore
    case 'termShare':
      return shownNumber(value, language, 'share');
    case 'openAtEnd':
      return shownNumber(value, language);
  }
}

/** "il tempo di chiusura (Strade e lavori: 12,3 giorni contro 8,1 giorni)". */
export function changeInWords(change: Change, texts: StatisticsTexts): string {
  const { dimension, line, indicator } = change;
  const where = dimension === 'all' || !line ? texts.say('briefing.town') : lineName(dimension, line, texts); // prettier-ignore
  return texts.fill('briefing.change', {
    what: texts.say(`briefing.subjects.${indicator}`),
    where,
    now: shownIndicator(indicator, change.now, texts),
    before: shownIndicator(indicator, change.before, texts),
  });
}

/** Why the month before, as it is published, ended otherwise than this one begins. */
export function turnInWords(turn: BrokenTurn, texts: StatisticsTexts): string {
  const { language } = texts;
  return texts.fill('turn', {
    month: monthInWords(turn.month, language),
    openAtEnd: shownNumber(turn.openAtEnd, language),
    following: monthInWords(turn.following, language),
    openAtStart: shownNumber(turn.openAtStart, language),
  });
}

export const PAPER_COLUMNS = ['openAtStart', 'received', 'reopened', 'closed', 'withdrawn', 'openAtEnd', 'firstAnswer', 'closure', 'term', 'satisfaction'] as const; // prettier-ignore
export type PaperFigure = (typeof PAPER_COLUMNS)[number];

/** The cells of a line on paper: its name, then these figures. */
export function paperCells(
  name: string,
  figures: Figures,
  { language, columns }: { readonly language: Language; readonly columns: readonly PaperFigure[] },
): string[] {
  return [name, ...columns.map((code) => paperCell(code, figures, language))];
}

function paperCell(code: PaperFigure, figures: Figures, language: Language): string {
  switch (code) {
    case 'firstAnswer':
    case 'closure':
      return shownNumber(figures[code].medianDays, language, 'days');
    case 'term':
      return shownNumber(figures.term.share, language, 'share');
    case 'satisfaction': {
      const { mean, cases } = { mean: null, cases: 0, ...figures.satisfaction };
      return mean === null ? '–' : `${shownNumber(mean, language, 'score')} (${shownNumber(cases, language)})`; // prettier-ignore
    }
    default:
      return shownNumber(figures[code], language);
  }
}
