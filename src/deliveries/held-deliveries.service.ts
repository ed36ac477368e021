/**
 * Letters that wait for a person's word.
 *
 * - A town that is restored from a backup finds letters that had not left when the backup was made. Whether the town that was lost sent them
 *   since, nothing here can know: so they are `held` until somebody says whether they leave. Nothing is sent twice without being told.
 * - Held, a letter has not ended: what is behind it in its stream waits with it, so that the order is kept.
 * - Dropped, it is dead with that reason in its history, and can be sent again in fresh words, like every dead one.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { queryRows } from '../database/query-rows.js';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { Audit } from '../proof/audit.service.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { Bell } from './bell.js';
import { type Channel, CHANNELS } from './channels/channel.js';
import { DeliveryAttempt } from './delivery-attempt.entity.js';

/** Holds everything that has not ended; for a database in which nobody sends. Answers how many. Works on every schema. */
export async function holdWaiting(em: EntityManager): Promise<number> {
  const rows = await queryRows(
    em,
    `UPDATE deliveries SET state = 'held', lease_token = NULL, lease_until = NULL
     WHERE state IN ('pending', 'leased') RETURNING id`,
  );
  return rows.length;
}

export interface HeldCount {
  readonly channel: Channel;
  /** Key of the letter. */
  readonly kind: string;
  readonly count: number;
}

const HELD = `channel IN (:...channels) AND state = 'held'`; // names the index's first column
const NOT_SENT = 'held after a restore, and not sent';
const ROWS_AT_ONCE = 100; // below the limits on placeholders of both databases

/** Counts what is held, and does with all of it what a person says. Both answer how many; none is no error. */
@Injectable()
export class HeldDeliveries {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly bell: Bell,
  ) {}

  async counts(): Promise<HeldCount[]> {
    const rows = await this.reads.rows<{ channel: Channel; kind: string; count: unknown }>(
      `SELECT channel, kind, COUNT(*) AS count FROM deliveries WHERE ${HELD}
       GROUP BY channel, kind ORDER BY channel, kind`,
      { channels: CHANNELS },
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** They leave now, each in its turn. `accountId`: who says so; null for the command line. */
  send(accountId: string | null): Promise<number> {
    return this.transactions.run(async (em) => {
      const rows = await queryRows<{ id: string }>(
        em,
        `UPDATE deliveries SET state = 'pending', next_at = :now WHERE ${HELD} RETURNING id`,
        { now: this.clock.now().toISOString(), channels: CHANNELS },
      );
      const ids = rows.map(({ id }) => id);
      await this.note(em, 'held-sent', { accountId, count: ids.length });
      this.transactions.afterCommit(em, () => this.bell.ring(ids));
      return ids.length;
    });
  }

  /** They never leave; their words are wiped. */
  drop(accountId: string | null): Promise<number> {
    return this.transactions.run(async (em) => {
      const now = this.clock.now();
      const rows = await queryRows<{ id: string; attempts: number }>(
        em,
        `UPDATE deliveries SET state = 'dead', sealed_content = NULL, ended_at = :now, next_at = :now
         WHERE ${HELD} RETURNING id, attempts`,
        { now: now.toISOString(), channels: CHANNELS },
      );
      const attempts = rows.map(({ id, attempts }) => ({
        ...{ id: newId(), deliveryId: id, attempt: attempts, at: now },
        ...{ outcome: 'failed', detail: NOT_SENT, durationMs: 0, sizeBytes: null },
      }));
      for (let i = 0; i < attempts.length; i += ROWS_AT_ONCE)
        await insertRows(em, DeliveryAttempt, attempts.slice(i, i + ROWS_AT_ONCE));
      await this.note(em, 'held-dropped', { accountId, count: rows.length });
      return rows.length;
    });
  }

  private async note(
    em: EntityManager,
    event: 'held-sent' | 'held-dropped',
    { accountId, count }: { accountId: string | null; count: number },
  ): Promise<void> {
    if (count > 0) await this.audit.append(em, { event, accountId, data: { count } });
  }
}
