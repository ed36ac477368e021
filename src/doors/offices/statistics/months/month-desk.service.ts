import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../../../../access/viewer.js';
import { seesLessThanCounted } from '../list-behind.js';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Clock } from '../../../../shared/clock.js';
import type { Language } from '../../../../shared/localized-text.js';
import { Refusal } from '../../../../shared/refusal.js';
import { type Month, readMonth } from '../../../../statistics/domain/month.js';
import {
  MonthArchive,
  type Published,
  type Revision,
} from '../../../../statistics/months/month-archive.service.js';
import { type BookedMonth, MonthBook } from '../../../../statistics/months/month-book.service.js';
import { MonthNeighbours } from '../../../../statistics/years/month-neighbours.service.js';
import { textsIn } from '../../../../statistics/texts.js';
import { Languages } from '../../../../web/languages.js';
import { type AskedMonth, askedMonth } from '../asked-month.js';
import { comparedRows } from './compared-rows.js';
import { differenceRows } from './difference-rows.js';
import { type Asked, findMonth } from './find-month.js';
import { monthPage } from './month-page.js';

/** Those of the sum that a month is read by. */
const TOLD_COUNTS = ['openAtStart', 'received', 'reopened', 'closed', 'withdrawn', 'openAtEnd'] as const; // prettier-ignore

/** Sets the page of a month for the offices, and publishes a correction; null for what is no month, has not begun, or was never published. */
@Injectable()
export class MonthDesk {
  constructor(
    private readonly book: MonthBook,
    private readonly archive: MonthArchive,
    private readonly neighbours: MonthNeighbours,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  asked(typed: unknown): AskedMonth {
    return askedMonth(typed, this.today());
  }

  async page(language: Language, viewer: Viewer, asked: Asked) {
    const found = await findMonth(this.book, asked, this.today());
    if (!found) return null;
    const { month, booked } = found;
    const page = monthPage(month, booked, { today: this.today(), texts: textsIn(this.languages, language) }); // prettier-ignore
    const revisions = await this.archive.revisions(month.code);
    const isLatest = (booked.published?.revision ?? 0) === (revisions.at(-1)?.revision ?? 0);
    const mayRevise = may(viewer, 'statistics.publish') && revisions.length > 0;
    return {
      ...page,
      ...(await this.neighbours.beside(month, this.today())),
      compared: comparedRows(await this.neighbours.compare(booked, month)),
      revision: booked.published?.revision ?? '',
      revisions,
      ...{ isLatest, mayRevise },
      turn: await this.book.turnInto(booked),
      changed: mayRevise && isLatest ? await this.changed(month, booked, language) : null,
      seesLess: seesLessThanCounted(viewer),
      values: {},
      errors: [],
      refusal: null,
    };
  }

  async revise(code: string, revision: Revision): Promise<Published | Refusal> {
    const month = readMonth(code, this.today());
    return typeof month === 'string'
      ? new Refusal('not-found')
      : this.archive.revise(month, revision);
  }

  /** How many of its numbers the facts tell otherwise by now, and what became of those of the whole town; null where none. */
  private async changed(month: Month, { document }: BookedMonth, language: Language) {
    const { totals } = document;
    const now = await this.book.asItStands(month);
    const count = differenceRows(document, now, textsIn(this.languages, language)).length;
    const counts = TOLD_COUNTS.filter((code) => totals[code] !== now.totals[code]);
    return count === 0
      ? null
      : {
          count,
          counts: counts.map((code) => ({ code, before: totals[code], now: now.totals[code] })),
        };
  }

  private today(): string {
    return civilDate(this.clock.now());
  }
}
