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

/** As long as the program may stand still without losing a correction. */
const CORRECTION_DAYS = 31;

/**
 * Posts the last month that is over, once: its files to the addresses of the settings as soon as it is published; its page to those who lead the
 * council, from the first working day on. Each correction of any month goes to those addresses too, once, whenever the program comes to it within
 * 31 days. Older months and corrections are never mailed: after an upgrade, or to a new address, nobody gets a year of them at once.
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
    const posted = await this.postCorrections(now);
    const last = await this.archive.read(addCivilDays(monthOf(today).first, -1).slice(0, 7));
    if (!last) return posted;
    if (await this.postFiles(last, now)) posted.push('files');
    if ((await this.readers.isPageDue(today)) && (await this.postPage(last, now)))
      posted.push('page');
    return posted;
  }

  private async postCorrections(now: Date): Promise<Mailing[]> {
    const posted: Mailing[] = [];
    const since = new Date(now.getTime() - CORRECTION_DAYS * 86_400_000);
    for (const { month, revision } of await this.archive.unmailedCorrections(since)) {
      const correction = await this.archive.read(month, revision);
      if (correction && (await this.postFiles(correction, now))) posted.push('files');
    }
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
