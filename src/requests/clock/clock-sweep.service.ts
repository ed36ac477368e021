import { Injectable, Logger } from '@nestjs/common';
import { toInstantOrNull } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import { CLOCK_COLUMNS, storedClock, type StoredClock } from './clock-book.js';
import { ClockFiring } from './clock-firing.service.js';

const AT_ONCE = 200;
/** Requests whose clocks fire in one transaction: it holds their rows, so it stays short. */
const TOGETHER = 50;

/**
 * Finds the clocks that are due and has them fired, of one request in the order in which they were due. Costs what is due, not what is open;
 * one that cannot be fired is told in the log, is tried again later and later, and holds back only its own request, for one round.
 */
@Injectable()
export class ClockSweep {
  private readonly logger = new Logger('clock');

  constructor(
    private readonly reads: Reads,
    private readonly firing: ClockFiring,
    private readonly clock: Clock,
  ) {}

  /** Answers how many have fired. `goesOn` is asked between two batches. */
  async sweep(goesOn: () => boolean = () => true): Promise<number> {
    const now = this.clock.now();
    let fired = 0;
    let last: StoredClock | undefined;
    do {
      const due = await this.due(now, last);
      fired += await this.fireAll(due, now);
      last = due.length === AT_ONCE ? due.at(-1) : undefined;
    } while (last && goesOn());
    return fired;
  }

  /** When the next clock fires; null where none waits. */
  async next(): Promise<Date | null> {
    const [row] = await this.reads.rows<{ firesAt: unknown }>(
      'SELECT MIN(fires_at) AS "firesAt" FROM due_clocks WHERE fired_at IS NULL',
    );
    return toInstantOrNull(row?.firesAt);
  }

  private async due(now: Date, after: StoredClock | undefined): Promise<StoredClock[]> {
    const beyond = after
      ? 'AND (fires_at, request_id, rule, subject) > (:firesAt, :requestId, :rule, :subject)'
      : '';
    const rows = await this.reads.rows<Parameters<typeof storedClock>[0]>(
      `SELECT ${CLOCK_COLUMNS} FROM due_clocks WHERE fired_at IS NULL AND fires_at <= :now ${beyond}
       ORDER BY fires_at, request_id, rule, subject LIMIT ${AT_ONCE}`,
      { ...after, firesAt: after?.firesAt.toISOString(), now: now.toISOString() },
    );
    return rows.map(storedClock);
  }

  /** Round by round: the first of each request, then the second of each that has one. */
  private async fireAll(due: readonly StoredClock[], now: Date): Promise<number> {
    let fired = 0;
    let queues = byRequest(due);
    while (queues.length > 0) {
      const failed = new Set<string>();
      for (let from = 0; from < queues.length; from += TOGETHER) {
        const firsts = queues.slice(from, from + TOGETHER).flatMap(([first]) => first ?? []);
        fired += await this.fireTogether(firsts, now, failed);
      }
      // what comes after one that failed does not overtake it in this sweep
      queues = queues
        .map(([, ...rest]) => rest)
        .filter(([next]) => next && !failed.has(next.requestId));
    }
    return fired;
  }

  /** All of them in one transaction; where that fails, each in its own, and the one to blame is put off. */
  private async fireTogether(
    clocks: readonly StoredClock[],
    now: Date,
    failed: Set<string>,
  ): Promise<number> {
    try {
      return await this.firing.fire(clocks, now);
    } catch (error) {
      const [alone, ...others] = clocks;
      if (alone && others.length === 0) {
        failed.add(alone.requestId);
        await this.putOff(alone, now, error);
        return 0;
      }
      let fired = 0;
      for (const clock of clocks) fired += await this.fireTogether([clock], now, failed);
      return fired;
    }
  }

  private async putOff(clock: StoredClock, now: Date, error: unknown): Promise<void> {
    const { requestId, rule, subject, failures } = clock;
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.error({ event: 'clock-not-fired', requestId, rule, subject, failures, reason });
    await this.firing.postpone(clock, now);
  }
}

function byRequest(clocks: readonly StoredClock[]): StoredClock[][] {
  const groups = new Map<string, StoredClock[]>();
  for (const clock of clocks) {
    const own = groups.get(clock.requestId);
    if (own) own.push(clock);
    else groups.set(clock.requestId, [clock]);
  }
  return [...groups.values()];
}
