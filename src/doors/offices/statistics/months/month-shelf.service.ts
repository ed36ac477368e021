import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Clock } from '../../../../shared/clock.js';
import type { Language } from '../../../../shared/localized-text.js';
import type { Decimals } from '../../../../statistics/csv.js';
import {
  type MonthFile,
  MonthFiles,
  type MonthFormat,
} from '../../../../statistics/files/month-files.service.js';
import { monthFaults } from '../../../../statistics/domain/month-check.js';
import { readMonth } from '../../../../statistics/domain/month.js';
import { monthInWords } from '../../../../shared/month-in-words.js';
import { type BookedMonth, MonthBook } from '../../../../statistics/months/month-book.service.js';
import { MonthPublishing } from '../../../../statistics/months/month-publishing.service.js';
import { textsIn } from '../../../../statistics/texts.js';
import { Languages } from '../../../../web/languages.js';
import type { AskedMonth } from '../asked-month.js';
import { differenceRows } from './difference-rows.js';
import { type Asked, findMonth } from './find-month.js';

const LISTED_MONTHS = 36;
/** Of those that are over and not published yet, how many are looked through for what does not add up. */
const CHECKED_MONTHS = 3;
/** A revision by its number; what the facts tell at this moment is `now`. */
export type AskedSide = number | 'now' | null;

/** Sets the list of the published months, their files and what a revision changed; null for what is not there. */
@Injectable()
export class MonthShelf {
  constructor(
    private readonly book: MonthBook,
    private readonly publishing: MonthPublishing,
    private readonly files: MonthFiles,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  async list(asked: AskedMonth) {
    const today = this.today();
    const [months, unpublished] = await Promise.all([
      this.publishing.published(),
      this.publishing.unpublished(),
    ]);
    return {
      unpublished: await Promise.all(
        unpublished.slice(0, CHECKED_MONTHS).map(async (month) => ({
          month: month.code,
          faults: monthFaults(await this.book.asItStands(month)),
        })),
      ),
      months: months.slice(-LISTED_MONTHS).reverse(),
      running: today.slice(0, 7),
      values: { mese: asked.typed },
      errors: asked.errors,
    };
  }

  async file(
    language: Language,
    asked: Asked & { readonly format: MonthFormat; readonly decimals: Decimals },
  ): Promise<MonthFile | null> {
    const found = await findMonth(this.book, asked, this.today());
    const { format, decimals } = asked;
    return (
      found &&
      this.files.file(found.booked, format, { texts: textsIn(this.languages, language), decimals })
    );
  }

  async comparison(language: Language, code: string, between: readonly [number | null, AskedSide]) {
    const [before, after] = await Promise.all(between.map((side) => this.side(code, side)));
    if (!before || !after) return null;
    const texts = textsIn(this.languages, language);
    return {
      month: code,
      monthName: monthInWords(code, language),
      before: before.published,
      after: after.published,
      differences: differenceRows(before.document, after.document, texts),
    };
  }

  private async side(code: string, side: AskedSide): Promise<BookedMonth | null> {
    if (side !== 'now') return side === null ? null : this.book.revision(code, side);
    const month = readMonth(code, this.today());
    if (typeof month === 'string') return null;
    return { document: await this.book.asItStands(month), published: null };
  }

  private today(): string {
    return civilDate(this.clock.now());
  }
}
