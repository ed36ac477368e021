import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { toInstant, toInstantOrNull } from '../database/columns.js';
import { Reads } from '../database/reads.js';
import { Clock } from '../shared/clock.js';
import { BY_INSTANT, decodeCursor, encodeCursor, type Slice } from '../shared/keyset.js';
import { Refusal } from '../shared/refusal.js';
import { type Channel, CHANNELS, type MailRoad } from './channels/channel.js';
import { Delivery, type DeliveryState } from './delivery.entity.js';
import { LOG_COLUMNS, type LoggedDelivery, type LogRow, toLogged } from './logged-delivery.js';
import type { Letter, MailContent, WebhookContent } from './letter.js';
import { Outbox } from './outbox.js';

export type FreshContent =
  | { readonly channel: MailRoad; readonly content: MailContent }
  | { readonly channel: 'webhook'; readonly content: WebhookContent };

/** A letter that has not ended: no address, no content. */
export interface WaitingDelivery {
  readonly id: string;
  readonly channel: Channel;
  /** Key of the letter. */
  readonly kind: string;
  readonly waitedMs: number;
}

type WaitingRow = Omit<WaitingDelivery, 'waitedMs'> & { readonly createdAt: string | Date };

const SUBJECT_LIMIT = 200;
/** What was sent, what waits, what died. Shows no address whole and no content; what died is sent again only with fresh words. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly reads: Reads,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Everything about one subject, oldest first, at most 200. */
  async about(subject: string): Promise<LoggedDelivery[]> {
    const rows = await this.reads.rows<LogRow>(
      `SELECT ${LOG_COLUMNS} FROM deliveries d WHERE d.subject = :subject ORDER BY d.created_at, d.id LIMIT ${SUBJECT_LIMIT}`,
      { subject },
    );
    return rows.map(toLogged);
  }

  /** In which words a server refused the address that this stream of letters of a subject goes to; null where none came back. */
  async bounceOf(subject: string, stream: string): Promise<string | null> {
    const [row] = await this.reads.rows<{ reason: string }>(
      `SELECT b.reason AS "reason" FROM deliveries d JOIN bounced_addresses b ON b.address = d.destination
       WHERE d.subject = :subject AND d.stream = :stream AND d.channel = 'email' ORDER BY b.at DESC LIMIT 1`,
      { subject, stream },
    );
    return row?.reason ?? null;
  }

  /** What will not be sent any more, newest first. */
  async dead(cursor: string | undefined, limit: number): Promise<Slice<LoggedDelivery>> {
    const [at, id] = decodeCursor(cursor, BY_INSTANT) ?? [];
    const after = at === undefined ? '' : 'AND (d.next_at, d.id) < (:at, :id)'; // next_at of the dead = when it ended
    const rows = await this.reads.rows<LogRow>(
      `SELECT ${LOG_COLUMNS} FROM deliveries d WHERE d.state = 'dead' ${after}
       ORDER BY d.next_at DESC, d.id DESC LIMIT ${Math.trunc(limit) + 1}`,
      { at, id },
    );
    const items = rows.slice(0, limit).map(toLogged);
    const last = items.at(-1);
    const isMore = rows.length > limit && last?.endedAt;
    return { items, next: isMore ? encodeCursor([isMore.toISOString(), last.id]) : null };
  }

  /** The same letter as a new delivery: the old content was wiped, so the caller writes it anew; a dead one leaves the list of the dead. Returns the new id. */
  async resend(em: EntityManager, id: string, fresh: FreshContent): Promise<string | Refusal> {
    const old = await em.findOneBy(Delivery, { id });
    if (!old) return new Refusal('not-found');
    if (!['done', 'dead'].includes(old.state) || old.channel !== fresh.channel)
      return new Refusal('not-possible-now');
    const { destination, kind, stream, subject, endpointId } = old;
    const envelope = { destination, kind, stream, ...(subject !== null && { subject }) };
    const [newId] = await this.outbox.post(em, [again(envelope, endpointId, fresh)]);
    await em.update(Delivery, { id, state: 'dead' }, { state: 'replaced' });
    return newId ?? new Refusal('not-found');
  }

  /** For readiness: the letter that has waited longest for its end; null where none waits. */
  async oldestWaiting(): Promise<WaitingDelivery | null> {
    const [row] = await this.reads.rows<WaitingRow>(
      `SELECT id, channel, kind, created_at AS "createdAt" FROM deliveries
       WHERE ended_at IS NULL AND state NOT IN ('done', 'dead', 'replaced') ORDER BY created_at LIMIT 1`, // as its index says it
    );
    if (!row) return null;
    const waitedMs = this.clock.now().getTime() - toInstant(row.createdAt).getTime();
    return { id: row.id, channel: row.channel, kind: row.kind, waitedMs: Math.max(0, waitedMs) };
  }

  /** When the last mail was accepted; null where none ever was. */
  async lastMailAt(): Promise<Date | null> {
    const [row] = await this.reads.rows<{ at: string | Date | null }>(
      `SELECT MAX(next_at) AS at FROM deliveries WHERE channel = 'email' AND state = 'done'`, // of what is done: when it ended
    );
    return toInstantOrNull(row?.at);
  }

  /** How many wait and how many died, by channel. */
  async counts(): Promise<{ channel: Channel; state: DeliveryState; count: number }[]> {
    const rows = await this.reads.rows<{ channel: Channel; state: DeliveryState; count: unknown }>(
      `SELECT channel, state, COUNT(*) AS count FROM deliveries
       WHERE channel IN (:...channels) AND state IN ('pending', 'held', 'leased', 'dead')
       GROUP BY channel, state ORDER BY channel, state`,
      { channels: CHANNELS }, // names the index's first column
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }
}

type Envelope = Pick<Letter, 'destination' | 'kind' | 'stream' | 'subject'>;

function again(envelope: Envelope, endpointId: string | null, fresh: FreshContent): Letter {
  if (fresh.channel !== 'webhook')
    return { ...envelope, ...fresh, ...(endpointId !== null && { endpointId }) };
  if (endpointId === null) throw new Error('a webhook without an endpoint');
  return { ...envelope, ...fresh, endpointId };
}
