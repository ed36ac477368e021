import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { isUniqueViolation } from '../../database/errors.js';
import { insertRows } from '../../database/insert-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { canonicalJson, canonicalSha256 } from '../../shared/canonical-json.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import { monthFaults } from '../domain/month-check.js';
import { type MonthDocument, readMonthDocument, saysTheSame } from '../domain/month-document.js';
import type { Month } from '../domain/month.js';
import { MonthComposer } from './month-composer.service.js';
import { MonthMailing } from './month-mailing.entity.js';
import { PublishedMonth } from './published-month.entity.js';
import { UnsoundMonth } from './unsound-month.js';

/** A revision with what it says. */
export interface Published extends Omit<PublishedMonth, 'document'> {
  readonly document: MonthDocument;
}

/** A correction, by whom and why. */
export interface Revision {
  readonly by: string;
  readonly reason: string;
}

/**
 * Keeps months as they were published. What was published stays: nothing that happens to a request, no erasure and no upgrade alters it.
 * Refuses to publish a month that does not add up (throws `UnsoundMonth`) and a revision that would say the same as the last.
 */
@Injectable()
export class MonthArchive {
  private readonly log = new Logger(MonthArchive.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly composer: MonthComposer,
    private readonly clock: Clock,
  ) {}

  /** Revision 1 of a month that is over: computed and checked, or the one that is there. Whoever comes second finds the first's. */
  async publish(month: Month): Promise<Published> {
    const known = await this.read(month.code, 1);
    if (known) return known;
    const row = this.row(await this.checked(month), { revision: 1, reason: null, publishedBy: null }); // prettier-ignore
    const isOurs = await this.insert(row);
    if (!isOurs) return (await this.read(month.code, 1)) ?? asPublished(row);
    this.log.log({ event: 'month-published', month: month.code, checksum: row.checksum });
    return asPublished(row);
  }

  /** The month as the facts tell it now, beside what was published before. */
  async revise(month: Month, { by, reason }: Revision): Promise<Published | Refusal> {
    const last = await this.read(month.code);
    if (!last) return new Refusal('not-possible-now', 'month-not-published');
    const document = await this.composer.compose(month);
    if (monthFaults(document).length > 0) return new Refusal('not-possible-now', 'month-unsound');
    if (saysTheSame(document, last.document)) return new Refusal('not-possible-now', 'month-unchanged'); // prettier-ignore
    const row = this.row(document, { revision: last.revision + 1, reason, publishedBy: by });
    if (!(await this.insert(row))) return new Refusal('stale-version');
    this.log.log({ event: 'month-revised', month: month.code, revision: row.revision });
    return asPublished(row);
  }

  /** A revision, the latest where none is named; null where there is none. Throws where its text is not the one that was published. */
  async read(month: string, revision?: number): Promise<Published | null> {
    const row = await this.reads.of(PublishedMonth).findOne({
      where: revision === undefined ? { month } : { month, revision },
      order: { revision: 'DESC' },
    });
    return row && asPublished(row);
  }

  /** Every revision of a month, oldest first, without the documents. */
  revisions(month: string): Promise<Omit<PublishedMonth, 'document'>[]> {
    return this.reads.of(PublishedMonth).find({
      select: { month: true, revision: true, publishedAt: true, checksum: true, reason: true, publishedBy: true }, // prettier-ignore
      where: { month },
      order: { revision: 'ASC' },
      take: 100,
    });
  }

  /** The latest revision of each published month between two months, both within: of all, or of those that were published by an instant. */
  latest(from: string, to: string, by?: Date): Promise<{ month: string; revision: number }[]> {
    return this.reads.rows(
      `SELECT month, CAST(MAX(revision) AS INTEGER) AS "revision" FROM published_months
        WHERE month >= :from AND month <= :to ${by ? 'AND published_at <= :by' : ''}
        GROUP BY month ORDER BY month LIMIT 600`,
      { from, to, ...(by && { by: by.toISOString() }) },
    );
  }

  /** Whether a mailing of it was posted already, by any process. */
  isMailed({ month, revision, mailing }: Omit<MonthMailing, 'postedAt'>): Promise<boolean> {
    return this.reads.of(MonthMailing).existsBy({ month, revision, mailing });
  }

  /** The corrections that were published from an instant on and whose files nobody was sent, oldest first. */
  unmailedCorrections(since: Date): Promise<{ month: string; revision: number }[]> {
    return this.reads.rows(
      `SELECT month, revision FROM published_months WHERE revision > 1 AND published_at >= :since
        AND NOT EXISTS (SELECT 1 FROM month_mailings sent WHERE sent.mailing = 'files'
          AND sent.month = published_months.month AND sent.revision = published_months.revision)
        ORDER BY published_at, month, revision LIMIT 100`,
      { since: since.toISOString() },
    );
  }

  private async checked(month: Month): Promise<MonthDocument> {
    const document = await this.composer.compose(month);
    const faults = monthFaults(document);
    if (faults.length > 0) throw new UnsoundMonth(month.code, faults);
    return document;
  }

  /** False where another process was faster: the key takes one. */
  private async insert(row: PublishedMonth): Promise<boolean> {
    try {
      await this.transactions.run((em) => insertRows(em, PublishedMonth, [row]));
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  private row(
    document: MonthDocument,
    how: Pick<PublishedMonth, 'revision' | 'reason' | 'publishedBy'>,
  ): PublishedMonth {
    return {
      month: document.month,
      ...how,
      publishedAt: this.clock.now(),
      document: canonicalJson(document),
      checksum: canonicalSha256(document),
    };
  }
}

function asPublished({ document: text, ...row }: PublishedMonth): Published {
  if (createHash('sha256').update(text).digest('hex') !== row.checksum)
    throw new Error(`the published month ${row.month}, revision ${row.revision}, was altered`);
  const document = readMonthDocument(text);
  return { ...row, document };
}
