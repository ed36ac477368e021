import { Injectable } from '@nestjs/common';
import { addCivilDays, civilDate } from '../../calendar/domain/civil-time.js';
import { isUniqueViolation } from '../../database/errors.js';
import { insertRows } from '../../database/insert-rows.js';
import { Transactions } from '../../database/transactions.js';
import type { MailLetter } from '../../deliveries/letter.js';
import { Outbox } from '../../deliveries/outbox.js';
import { monthOf } from '../domain/month.js';
import { MonthArchive, type Published } from '../months/month-archive.service.js';
import { type Mailing, MonthMailing } from '../months/month-mailing.entity.js';
import { MonthLetters } from './month-letters.service.js';
import { MonthReaders } from './month-readers.service.js';

/**
 * Posts the last month that is over, once: its files, and each correction of them, to the addresses of the settings as soon as it is
 * published; its page to those who lead the council, from the first working day on. Older months are never mailed: after an upgrade nobody
 * gets a year of them at once.
 */
@Injectable()
export class MonthPost {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly archive: MonthArchive,
    private readonly letters: MonthLetters,
    private readonly readers: MonthReaders,
  ) {}

  /** The mailings that this call posted. */
  async postDue(now: Date): Promise<Mailing[]> {
    const today = civilDate(now);
    const last = await this.archive.read(addCivilDays(monthOf(today).first, -1).slice(0, 7));
    if (!last) return [];
    const posted: Mailing[] = [];
    if (await this.postFiles(last, now)) posted.push('files');
    if ((await this.readers.isPageDue(today)) && (await this.postPage(last, now)))
      posted.push('page');
    return posted;
  }

  private async postFiles(month: Published, now: Date): Promise<boolean> {
    const { recipients, formats } = await this.readers.ofFiles();
    const key = { month: month.month, revision: month.revision, mailing: 'files' as const };
    if (recipients.length === 0 || (await this.archive.isMailed(key))) return false;
    return this.post(key, await this.letters.withFiles(month, formats, recipients), now);
  }

  private async postPage(month: Published, now: Date): Promise<boolean> {
    const key = { month: month.month, revision: 1, mailing: 'page' as const };
    if (await this.archive.isMailed(key)) return false;
    const readers = await this.readers.ofPage();
    if (readers.length === 0) return false;
    return this.post(key, await this.letters.withPage(month, readers), now);
  }

  /** False where another process was faster: its letters are the ones. */
  private async post(
    key: Omit<MonthMailing, 'postedAt'>,
    letters: readonly MailLetter[],
    now: Date,
  ): Promise<boolean> {
    try {
      await this.transactions.run(async (em) => {
        await insertRows(em, MonthMailing, [{ ...key, postedAt: now }]);
        await this.outbox.post(em, letters);
      });
      return true;
    } catch (error) {
      if (isUniqueViolation(error, 'month_mailings')) return false;
      throw error;
    }
  }
}
