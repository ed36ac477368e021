/**
 * Who may send what, now.
 *
 * - A delivery is sent only under a lease: 60 s, with a token that nobody else has. Only its holder may write the outcome.
 * - Order is kept within a stream: what is behind a delivery that has not ended is not given out.
 * - A lease that ran out is taken back: its holder is dead or too late, and its mark will be refused.
 * - Taking counts the attempt, so that a message that kills its sender comes to an end too.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import { databaseKind } from '../../config/database-kind.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import type { Language } from '../../shared/localized-text.js';
import { Clock } from '../../shared/clock.js';
import { CHANNELS, type Channel } from '../channels/channel.js';
import { FIRST_OF_STREAM } from './due-deliveries.js';

export const LEASE_MS = 60_000;

/** A delivery in our hands, with what we know of its endpoint. */
export interface Leased {
  readonly id: string;
  readonly token: string;
  readonly channel: Channel;
  readonly destination: string;
  readonly subject: string | null;
  readonly kind: string;
  readonly stream: string;
  readonly sequence: number;
  /** This one included. */
  readonly attempts: number;
  readonly sealedContent: string;
  readonly createdAt: Date;
  readonly endpoint: LeasedEndpoint | null;
}

export interface LeasedEndpoint {
  readonly id: string;
  readonly partnerId: string;
  readonly language: Language;
  readonly sealedSecret: string | null;
  readonly failingSince: Date | null;
  readonly isDisabled: boolean;
}

const EXPIRED = `channel IN (:...channels) AND state = 'leased' AND next_at <= :now`; // names the index's first column
const SKIP_LOCKED = databaseKind === 'postgres' ? 'FOR UPDATE OF d SKIP LOCKED' : '';

/** Promises each due delivery to one holder at a time; refuses the mark of whoever holds an older lease. */
@Injectable()
export class Leases {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** Takes those that are still due and first of their stream; another may have been faster. */
  async take(ids: readonly string[]): Promise<Leased[]> {
    if (ids.length === 0) return [];
    const token = randomUUID();
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS).toISOString();
    return this.transactions.run(async (em) => {
      await queryRows(
        em,
        `UPDATE deliveries SET state = 'leased', lease_token = :token, lease_until = :until, next_at = :until,
           attempts = attempts + 1
         WHERE id IN (SELECT d.id FROM deliveries d WHERE d.id IN (:...ids)
           AND d.state = 'pending' AND d.next_at <= :now AND ${FIRST_OF_STREAM} ${SKIP_LOCKED})`,
        { token, until, ids, now: now.toISOString() },
      );
      return held(em, token, ids);
    });
  }

  /** Makes due again what a dead holder left. */
  async takeBackExpired(): Promise<void> {
    const now = this.now();
    const [expired] = await this.reads.rows(`SELECT 1 FROM deliveries WHERE ${EXPIRED} LIMIT 1`, {
      now,
      channels: CHANNELS,
    });
    if (!expired) return;
    await this.transactions.run((em) =>
      queryRows(
        em,
        `UPDATE deliveries SET state = 'pending', lease_token = NULL, lease_until = NULL
         WHERE ${EXPIRED}`,
        { now, channels: CHANNELS },
      ),
    );
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

interface LeasedRow {
  id: string;
  channel: Channel;
  destination: string;
  subject: string | null;
  kind: string;
  stream: string;
  sequence: number;
  attempts: number;
  sealed_content: string;
  created_at: string | Date;
  endpoint_id: string | null;
  partner_id: string;
  language: Language;
  sealed_secret: string | null;
  failing_since: string | Date | null;
  disabled_at: string | Date | null;
}

async function held(em: EntityManager, token: string, ids: readonly string[]): Promise<Leased[]> {
  const rows = await queryRows<LeasedRow>(
    em,
    `SELECT d.id, d.channel, d.destination, d.subject, d.kind, d.stream, d.sequence, d.attempts, d.sealed_content,
       d.created_at, d.endpoint_id, p.partner_id, p.language, p.sealed_secret, p.failing_since, p.disabled_at
     FROM deliveries d LEFT JOIN endpoints p ON p.id = d.endpoint_id
     WHERE d.id IN (:...ids) AND d.lease_token = :token`,
    { ids, token },
  );
  return rows.map((row) => toLeased(row, token));
}

function toLeased(row: LeasedRow, token: string): Leased {
  return {
    ...{ id: row.id, token, channel: row.channel, destination: row.destination },
    ...{ subject: row.subject, kind: row.kind, stream: row.stream, sequence: row.sequence },
    attempts: row.attempts,
    sealedContent: row.sealed_content,
    createdAt: toInstant(row.created_at),
    endpoint:
      row.endpoint_id === null
        ? null
        : {
            id: row.endpoint_id,
            partnerId: row.partner_id,
            language: row.language,
            sealedSecret: row.sealed_secret,
            failingSince: toInstantOrNull(row.failing_since),
            isDisabled: row.disabled_at !== null,
          },
  };
}
