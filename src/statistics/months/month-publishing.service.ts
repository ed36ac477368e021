import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { dueMonths } from '../domain/due-months.js';
import { SlowReads } from '../slow-reads.service.js';
import { MonthArchive } from './month-archive.service.js';

const FIRST_FILED = `SELECT filed_on AS "filedOn" FROM request_facts WHERE NOT is_imported ORDER BY filed_on, request_id LIMIT 1`;

/**
 * Publishes what is over: from the month of the first request that was filed with us, so that another system's past is published only when
 * somebody asks for it (an import may still be running). Any number of processes may do it at once; a month that does not add up stops
 * the round (throws) and is tried again in the next.
 */
@Injectable()
export class MonthPublishing {
  constructor(
    private readonly archive: MonthArchive,
    private readonly slowReads: SlowReads,
    private readonly clock: Clock,
  ) {}

  /** The codes of the months that this round published, oldest first. */
  async publishDue(): Promise<string[]> {
    const today = civilDate(this.clock.now());
    const latest = await this.archive.latest('0000-00', today.slice(0, 7));
    const [first] = await this.slowReads.rows<{ filedOn: string }>(FIRST_FILED);
    const published = new Set(latest.map(({ month }) => month));
    const due = dueMonths(first?.filedOn ?? null, today, published);
    for (const month of due) await this.archive.publish(month);
    return due.map(({ code }) => code);
  }
}
