import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Clock } from '../../../../shared/clock.js';
import type { Language } from '../../../../shared/localized-text.js';
import type { Decimals } from '../../../../statistics/csv.js';
import { monthDifferences, unitOfFigure } from '../../../../statistics/domain/month-differences.js';
import {
  type MonthFile,
  MonthFiles,
  type MonthFormat,
} from '../../../../statistics/files/month-files.service.js';
import { monthInWords } from '../../../../shared/month-in-words.js';
import { MonthArchive } from '../../../../statistics/months/month-archive.service.js';
import { type BookedMonth, MonthBook } from '../../../../statistics/months/month-book.service.js';
import { lineName, textsIn } from '../../../../statistics/texts.js';
import { Languages } from '../../../../web/languages.js';
import type { AskedMonth } from '../asked-month.js';
import { type Asked, findMonth } from './find-month.js';

const LISTED_MONTHS = 36;

/** Sets the list of the published months, their files and what a revision changed; null for what is not there. */
@Injectable()
export class MonthShelf {
  constructor(
    private readonly book: MonthBook,
    private readonly archive: MonthArchive,
    private readonly files: MonthFiles,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  async list(asked: AskedMonth) {
    const today = this.today();
    const months = await this.archive.latest('0000-00', today.slice(0, 7));
    return {
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

  async comparison(language: Language, code: string, between: readonly (number | null)[]) {
    const read = (revision: number | null | undefined): Promise<BookedMonth | null> =>
      revision ? this.book.revision(code, revision) : Promise.resolve(null);
    const [before, after] = await Promise.all([read(between[0]), read(between[1])]);
    if (!before || !after) return null;
    const texts = textsIn(this.languages, language);
    const differences = monthDifferences(before.document, after.document);
    return {
      month: code,
      monthName: monthInWords(code, language),
      before: before.published,
      after: after.published,
      differences: differences.map(({ dimension, line, ...difference }) => ({
        ...difference,
        table: dimension,
        name:
          dimension === 'all' || !line ? texts.say('town.all') : lineName(dimension, line, texts),
        unit: unitOfFigure(difference.figure),
      })),
    };
  }

  private today(): string {
    return civilDate(this.clock.now());
  }
}
