/**
 * What could be sent now. Reads only: costs writers nothing, and another sender may be faster.
 *
 * - Order is kept within a stream: what is behind a delivery that has not ended is not due.
 * - Webhooks are looked for endpoint by endpoint, each along its own index: what waits for a receiver that is dead or busy is never
 *   read past, however much it is. Mail goes through one server; the longest waiting comes first.
 */
import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import type { Lane } from './lane.js';

/** Keeps PostgreSQL from turning EXISTS into a join, which without fresh statistics reads all that waits for each row. */
const ROW_BY_ROW = 'LIMIT 1 OFFSET 0';
/** For `deliveries d`. Says which states have ended, so that only the stream's own index fits. */
export const FIRST_OF_STREAM = `NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.stream = d.stream
  AND e.sequence < d.sequence AND e.state NOT IN ('done', 'dead', 'replaced') ${ROW_BY_ROW})`;
/** Without the channel: the endpoint's says it, and only the endpoint's index fits. */
const DUE_TO_ENDPOINT = `d.state = 'pending' AND d.next_at <= :now`;
/** Below SQLite's limit on the parts of one query. */
const ENDPOINTS_AT_ONCE = 100;

interface DueToEndpoint {
  readonly id: string;
  readonly endpoint_id: string;
}

/** Promises no more ids than the lane has room for; each endpoint gets a first place before another gets a second. */
@Injectable()
export class DueDeliveries {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  of(lane: Lane): Promise<string[]> {
    return lane.channel === 'webhook' ? this.webhooks(lane) : this.mails(lane);
  }

  private async mails({ channel, free }: Lane): Promise<string[]> {
    const rows = await this.reads.rows<{ id: string }>(
      `SELECT d.id FROM deliveries d
       WHERE d.state = 'pending' AND d.next_at <= :now AND d.channel = :channel AND ${FIRST_OF_STREAM}
       ORDER BY d.next_at LIMIT :free`,
      { now: this.now(), channel, free },
    );
    return rows.map(({ id }) => id);
  }

  private async webhooks(lane: Lane): Promise<string[]> {
    const endpoints = await this.endpointsWithRoom(lane);
    if (endpoints.length === 0) return [];
    const parameters: Record<string, unknown> = { now: this.now() };
    const parts = endpoints.map((endpointId, i) => {
      parameters[`endpoint${i}`] = endpointId;
      parameters[`room${i}`] = lane.roomTo(endpointId);
      return `SELECT * FROM (SELECT d.id, d.endpoint_id FROM deliveries d
        WHERE d.endpoint_id = :endpoint${i} AND ${DUE_TO_ENDPOINT} AND ${FIRST_OF_STREAM}
        ORDER BY d.next_at LIMIT :room${i}) AS p${i}`;
    });
    const due = await this.reads.rows<DueToEndpoint>(parts.join(' UNION ALL '), parameters);
    return shared(due, lane);
  }

  private async endpointsWithRoom(lane: Lane): Promise<string[]> {
    const rows = await this.reads.rows<{ id: string }>(
      `SELECT p.id FROM endpoints p WHERE p.channel = 'webhook'
         AND EXISTS (SELECT 1 FROM deliveries d WHERE d.endpoint_id = p.id AND ${DUE_TO_ENDPOINT} ${ROW_BY_ROW})`,
      { now: this.now() },
    );
    const open = rows.map(({ id }) => id).filter((id) => lane.roomTo(id) > 0);
    return open
      .sort((a, b) => lane.flyingTo(a) - lane.flyingTo(b)) // who has least comes first
      .slice(0, ENDPOINTS_AT_ONCE);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** The free places of the lane, those first whose endpoint would have the fewest. */
function shared(due: readonly DueToEndpoint[], lane: Lane): string[] {
  const counts = new Map<string, number>();
  const ranked = due.map(({ id, endpoint_id }) => {
    const place = (counts.get(endpoint_id) ?? lane.flyingTo(endpoint_id)) + 1;
    counts.set(endpoint_id, place);
    return { id, place };
  });
  return ranked
    .sort((a, b) => a.place - b.place)
    .slice(0, lane.free)
    .map(({ id }) => id);
}
