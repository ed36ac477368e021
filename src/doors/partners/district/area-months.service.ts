import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import type { Language } from '../../../shared/localized-text.js';
import { type Month, monthsUpTo } from '../../../statistics/domain/month.js';
import { monthInWords } from '../../../statistics/files/month-words.js';
import { MonthBook } from '../../../statistics/months/month-book.service.js';
import { textsIn } from '../../../statistics/texts.js';
import type { LookedAfter } from '../../../territory/council-areas.service.js';
import { Languages } from '../../../web/languages.js';
import { areaLines, townLine } from './area-figures.js';

/** The month's table of some areas, ready for the page. */
@Injectable()
export class AreaMonths {
  constructor(
    private readonly book: MonthBook,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  async of(month: Month, areas: readonly LookedAfter[], language: Language) {
    const texts = textsIn(this.languages, language);
    const { document, published } = await this.book.month(month);
    const isRunning = month.code === civilDate(this.clock.now()).slice(0, 7);
    return {
      month: { code: month.code, name: monthInWords(month.code, language) },
      computedAt: new Date(document.computedAt),
      ...{ isRunning, isPublished: published !== null },
      previous: monthsUpTo(month, 2)[0]?.code ?? month.code,
      following: isRunning ? null : month.next.slice(0, 7),
      table: { code: 'area', lines: areaLines(document, areas, texts) },
      town: townLine(document, texts),
    };
  }
}
