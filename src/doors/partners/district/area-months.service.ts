import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import type { Language } from '../../../shared/localized-text.js';
import { type Month, monthOf, readMonth } from '../../../statistics/domain/month.js';
import { monthInWords } from '../../../shared/month-in-words.js';
import { MonthBook } from '../../../statistics/months/month-book.service.js';
import { MonthNeighbours } from '../../../statistics/years/month-neighbours.service.js';
import { textsIn } from '../../../statistics/texts.js';
import type { LookedAfter } from '../../../territory/council-areas.service.js';
import { Languages } from '../../../web/languages.js';
import { areaLines, townLine } from './area-figures.js';

/** The month's table of some areas, ready for the page. What is asked for and is no month, or has not begun, is the month that runs. */
@Injectable()
export class AreaMonths {
  constructor(
    private readonly book: MonthBook,
    private readonly neighbours: MonthNeighbours,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  async of(asked: string, areas: readonly LookedAfter[], language: Language) {
    const texts = textsIn(this.languages, language);
    const today = civilDate(this.clock.now());
    const month = monthAsked(asked, today);
    const booked = await this.book.month(month);
    const { document, published } = booked;
    return {
      month: { code: month.code, name: monthInWords(month.code, language) },
      computedAt: new Date(document.computedAt),
      ...{ isRunning: month.code === today.slice(0, 7), isPublished: published !== null },
      ...(await this.neighbours.beside(month, today)),
      turn: await this.book.turnInto(booked),
      table: { code: 'area', lines: areaLines(document, areas, texts) },
      town: townLine(document, texts),
    };
  }
}

function monthAsked(typed: string, today: string): Month {
  const month = readMonth(typed, today);
  return typeof month === 'string' ? monthOf(today) : month;
}
