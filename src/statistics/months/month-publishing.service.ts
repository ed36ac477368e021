import { Injectable, Logger } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { dueMonths } from '../domain/due-months.js';
import type { Month } from '../domain/month.js';
import { SlowReads } from '../slow-reads.service.js';
import { MonthArchive } from './month-archive.service.js';
import { UnsoundMonth } from './unsound-month.js';

const FIRST_FILED = `SELECT filed_on AS "filedOn" FROM request_facts WHERE NOT is_imported ORDER BY filed_on, request_id LIMIT 1`;

/**
 * Publishes what is over: from the month of the first request that was filed with us, so that another system's past is published only when
 * somebody asks for it (an import may still be running). Any number of processes may do it at once; a month that does not add up
 * is told in the log and on the page of the months, holds up none of the others, and is tried again in the next round.
 */
@Injectable()
export class MonthPublishing {
  private readonly log = new Logger(MonthPublishing.name);

  constructor(
    private readonly archive: MonthArchive,
    private readonly slowReads: SlowReads,
    private readonly clock: Clock,
  ) {}

  /** The codes of the months that this round published, oldest first. */
  async publishDue(): Promise<string[]> {
    const published: string[] = [];
    for (const month of await this.unpublished()) {
      try {
        await this.archive.publish(month);
        published.push(month.code);
      } catch (error) {
        if (!(error instanceof UnsoundMonth)) throw error;
        this.log.error({ event: 'month-unsound', month: month.code, faults: error.faults.slice(0, 5) }); // prettier-ignore
      }
    }
    return published;
  }

  /** The months that are over and not published, oldest first: none, but for a quarter of an hour, where all add up. */
  async unpublished(): Promise<Month[]> {
    const [first] = await this.slowReads.rows<{ filedOn: string }>(FIRST_FILED);
    const published = new Set((await this.published()).map(({ month }) => month));
    return dueMonths(first?.filedOn ?? null, this.today(), published);
  }

  /** The latest revision of each month that is published. */
  published(): ReturnType<MonthArchive['latest']> {
    return this.archive.latest('0000-00', this.today().slice(0, 7));
  }

  private today(): string {
    return civilDate(this.clock.now());
  }
}
