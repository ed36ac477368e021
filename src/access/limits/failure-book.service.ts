import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { toInstant } from '../../database/columns.js';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { FailedTry } from './failed-try.entity.js';

const KEPT_MS = 3_600_000;
const MOST_KEYS = 100_000;
const COLUMNS = { subject: 'subject_key', client: 'client_key', all: "'all'" } as const;

/** How often one key failed within a window, and how long until that window is over. */
export interface Counted {
  readonly key: string;
  readonly count: number;
  readonly leftMs: number;
}

/**
 * Keeps failed tries in the database where no Redis counts them, so that a restart clears no guessing counter. Written when a try fails and
 * read once a process: a right answer costs nothing.
 */
@Injectable()
export class FailureBook {
  constructor(
    private readonly environment: Environment,
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async enter({
    subjectKey,
    clientKey,
  }: Pick<FailedTry, 'subjectKey' | 'clientKey'>): Promise<void> {
    if (this.environment.redisUrl) return;
    const failedAt = this.clock.now();
    const before = new Date(failedAt.getTime() - KEPT_MS).toISOString();
    await this.transactions.run(async (em) => {
      await queryRows(em, 'DELETE FROM failed_tries WHERE failed_at < :before', { before });
      await insertRows(em, FailedTry, [{ id: newId(), subjectKey, clientKey, failedAt }]);
    });
  }

  /** Every key that failed within the last `windowSeconds`. Nothing where Redis counts. */
  async counted(by: keyof typeof COLUMNS, windowSeconds: number): Promise<Counted[]> {
    if (this.environment.redisUrl) return [];
    const now = this.clock.now().getTime();
    const since = new Date(now - windowSeconds * 1_000).toISOString();
    const rows = await this.reads.rows<{ key: string; count: unknown; first: unknown }>(
      `SELECT ${COLUMNS[by]} AS "key", COUNT(*) AS "count", MIN(failed_at) AS "first" FROM failed_tries
       WHERE failed_at > :since GROUP BY 1 LIMIT ${MOST_KEYS}`,
      { since },
    );
    return rows.map(({ key, count, first }) => ({
      key,
      count: Number(count),
      leftMs: toInstant(first).getTime() + windowSeconds * 1_000 - now,
    }));
  }
}
