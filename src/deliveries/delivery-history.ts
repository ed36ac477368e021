import { Injectable } from '@nestjs/common';
import { toInstant } from '../database/columns.js';
import { Reads } from '../database/reads.js';
import { decodeCursor, encodeCursor, type Slice } from '../shared/keyset.js';
import { LOG_COLUMNS, type LoggedDelivery, type LogRow, toLogged } from './logged-delivery.js';

/** One try, and what the other side said. */
export interface LoggedAttempt {
  readonly attempt: number;
  readonly at: Date;
  readonly outcome: string;
  readonly detail: string;
  readonly durationMs: number;
  readonly sizeBytes: number | null;
}

export interface DeliveryWithAttempts extends LoggedDelivery {
  readonly attemptsMade: readonly LoggedAttempt[];
}

const ENDPOINTS_OF_ONE = 20;

/** What went to one partner, over every address it has or had, try by try. Shows no address whole and no content. */
@Injectable()
export class DeliveryHistory {
  constructor(private readonly reads: Reads) {}

  /** Newest first. */
  async ofPartner(
    partnerId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<Slice<DeliveryWithAttempts>> {
    const [before] = decodeCursor(cursor, ['id']) ?? [];
    const endpoints = await this.reads.rows<{ id: string }>(
      `SELECT id FROM endpoints WHERE partner_id = :partnerId LIMIT ${ENDPOINTS_OF_ONE}`,
      { partnerId },
    );
    const perEndpoint = await Promise.all(
      endpoints.map(({ id }) => this.newest(id, before ?? null, limit + 1)),
    );
    const rows = perEndpoint.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
    const page = rows.slice(0, limit).map(toLogged);
    const attempts = await this.attemptsOf(page.map(({ id }) => id));
    const items = page.map((one) => ({ ...one, attemptsMade: attempts.get(one.id) ?? [] }));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }

  /** Ids are in order of time (UUIDv7), so the index of the endpoint serves the order. */
  private newest(
    endpointId: string,
    before: string | number | null,
    limit: number,
  ): Promise<LogRow[]> {
    const older = before === null ? '' : 'AND d.id < :before';
    return this.reads.rows<LogRow>(
      `SELECT ${LOG_COLUMNS} FROM deliveries d WHERE d.endpoint_id = :endpointId ${older}
       ORDER BY d.id DESC LIMIT ${Math.trunc(limit)}`,
      { endpointId, before },
    );
  }

  private async attemptsOf(ids: readonly string[]): Promise<Map<string, LoggedAttempt[]>> {
    const byDelivery = new Map<string, LoggedAttempt[]>();
    if (ids.length === 0) return byDelivery;
    const rows = await this.reads.rows<AttemptRow>(
      `SELECT delivery_id, attempt, at, outcome, detail, duration_ms, size_bytes FROM delivery_attempts
       WHERE delivery_id IN (:...ids) ORDER BY delivery_id, at, id`,
      { ids },
    );
    for (const row of rows) {
      const list = byDelivery.get(row.delivery_id) ?? [];
      byDelivery.set(row.delivery_id, [...list, toAttempt(row)]);
    }
    return byDelivery;
  }
}

interface AttemptRow {
  delivery_id: string;
  attempt: number;
  at: string | Date;
  outcome: string;
  detail: string;
  duration_ms: number;
  size_bytes: number | null;
}

function toAttempt(row: AttemptRow): LoggedAttempt {
  const { attempt, outcome, detail } = row;
  return {
    ...{ attempt, outcome, detail, at: toInstant(row.at) },
    durationMs: row.duration_ms,
    sizeBytes: row.size_bytes,
  };
}
