/** The month of a district council's areas, beside the whole town's: the very numbers of the council's own statistics. Pure. */
import { inLanguage } from '../../../shared/localized-text.js';
import type { Figures } from '../../../statistics/domain/figures.js';
import type { MonthDocument } from '../../../statistics/domain/month-document.js';
import { figuresIn } from '../../../statistics/domain/period.js';
import type { StatisticsTexts } from '../../../statistics/texts.js';
import type { LookedAfter } from '../../../territory/council-areas.service.js';

export interface AreaLine {
  readonly name: string;
  readonly figures: Figures;
  /** None: the list behind a number is the offices' own. */
  readonly lists: typeof NO_LISTS;
}

const NO_LISTS = Object.freeze({
  received: null,
  reopened: null,
  closed: null,
  withdrawn: null,
  openAtEnd: null,
});

export function areaLines(
  document: MonthDocument,
  areas: readonly LookedAfter[],
  { language }: Pick<StatisticsTexts, 'language'>,
): AreaLine[] {
  return areas.map(({ code, name }) =>
    lineOf(inLanguage(name, language), figuresIn(document, { dimension: 'area', code })),
  );
}

export function townLine(document: MonthDocument, { say }: StatisticsTexts): AreaLine {
  return lineOf(say('briefing.town'), document.totals);
}

function lineOf(name: string, figures: Figures): AreaLine {
  return { name, figures, lists: NO_LISTS };
}
