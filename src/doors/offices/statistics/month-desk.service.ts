import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../../../access/viewer.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import type { Language } from '../../../shared/localized-text.js';
import { Refusal } from '../../../shared/refusal.js';
import type { Decimals } from '../../../statistics/csv.js';
import { monthDifferences } from '../../../statistics/domain/month-differences.js';
import { type Month, monthOf, readMonth } from '../../../statistics/domain/month.js';
import {
  MonthArchive,
  type Published,
  type Revision,
} from '../../../statistics/months/month-archive.service.js';
import { type BookedMonth, MonthBook } from '../../../statistics/months/month-book.service.js';
import {
  type MonthFile,
  MonthFiles,
  type MonthFormat,
} from '../../../statistics/files/month-files.service.js';
import { monthInWords } from '../../../statistics/files/month-words.js';
import { lineName, type StatisticsTexts, textsIn } from '../../../statistics/texts.js';
import { Languages } from '../../../web/languages.js';
import { type AskedMonth, askedMonth } from './asked-month.js';
import { monthPage } from './month-page.js';

const LISTED_MONTHS = 36;

interface Asked {
  readonly month: string;
  /** Null: the latest. */
  readonly revision: number | null;
}

/** Sets the pages and files of a month for the offices; null for what is no month, has not begun, or was never published. */
@Injectable()
export class MonthDesk {
  constructor(
    private readonly book: MonthBook,
    private readonly archive: MonthArchive,
    private readonly files: MonthFiles,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  asked(typed: unknown): AskedMonth {
    return askedMonth(typed, this.today());
  }

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

  async page(language: Language, viewer: Viewer, asked: Asked) {
    const found = await this.find(asked);
    if (!found) return null;
    const { month, booked } = found;
    const page = monthPage(month, booked, { today: this.today(), texts: this.texts(language) });
    const revisions = await this.archive.revisions(month.code);
    return {
      ...page,
      revision: booked.published?.revision ?? '',
      revisions,
      isLatest: (booked.published?.revision ?? 0) === (revisions.at(-1)?.revision ?? 0),
      mayRevise: may(viewer, 'statistics.publish') && revisions.length > 0,
      values: {},
      errors: [],
      refusal: null,
    };
  }

  async file(
    language: Language,
    asked: Asked & { readonly format: MonthFormat; readonly decimals: Decimals },
  ): Promise<MonthFile | null> {
    const found = await this.find(asked);
    const { format, decimals } = asked;
    return (
      found && this.files.file(found.booked, format, { texts: this.texts(language), decimals })
    );
  }

  async comparison(language: Language, code: string, between: readonly (number | null)[]) {
    const read = (revision: number | null | undefined): Promise<BookedMonth | null> =>
      revision ? this.book.revision(code, revision) : Promise.resolve(null);
    const [before, after] = await Promise.all([read(between[0]), read(between[1])]);
    if (!before || !after) return null;
    const texts = this.texts(language);
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
        digits: Number.isInteger(difference.before ?? 0) && Number.isInteger(difference.after ?? 0) ? 0 : 2, // prettier-ignore
      })),
    };
  }

  async revise(code: string, revision: Revision): Promise<Published | Refusal> {
    const month = readMonth(code, this.today());
    return typeof month === 'string'
      ? new Refusal('not-found')
      : this.archive.revise(month, revision);
  }

  private async find({
    month: code,
    revision,
  }: Asked): Promise<{ month: Month; booked: BookedMonth } | null> {
    // prettier-ignore
    const month = readMonth(code, this.today());
    if (typeof month === 'string') return null;
    const booked = revision === null ? await this.book.month(month) : await this.book.revision(code, revision); // prettier-ignore
    return booked && { month: monthOf(code), booked };
  }

  private texts(language: Language): StatisticsTexts {
    return textsIn(this.languages, language);
  }

  private today(): string {
    return civilDate(this.clock.now());
  }
}
