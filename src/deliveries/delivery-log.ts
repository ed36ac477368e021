import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { toInstant, toInstantOrNull } from '../database/columns.js';
import { Reads } from '../database/reads.js';
import { Clock } from '../shared/clock.js';
import { decodeCursor, encodeCursor, type Slice } from '../shared/keyset.js';
import { Refusal } from '../shared/refusal.js';
import type { Channel } from './channels/channel.js';
import { Delivery, type DeliveryState } from './delivery.entity.js';
import { masked } from './domain/mask.js';
import type { Letter, MailContent, WebhookContent } from './letter.js';
import { Outbox } from './outbox.js';

/** A delivery as a page shows it: where it went is masked, what it said is not there. */
export interface LoggedDelivery {
  readonly id: string;
  readonly channel: Channel;
  readonly kind: string;
  readonly to: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** What the other side said last: SMTP reply or HTTP status; null before the first attempt. */
  readonly lastDetail: string | null;
  readonly createdAt: Date;
  /** When it is tried (again); null once it has ended. */
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
  readonly subject: string | null;
}

export type FreshContent =
  | { readonly channel: 'email'; readonly content: MailContent }
  | { readonly channel: 'webhook'; readonly content: WebhookContent };

const SUBJECT_LIMIT = 200;
const COLUMNS = `d.id, d.channel, d.kind, d.destination, d.state, d.attempts, d.created_at, d.next_at, d.ended_at, d.subject,
  (SELECT a.detail FROM delivery_attempts a WHERE a.delivery_id = d.id ORDER BY a.at DESC, a.id DESC LIMIT 1) AS last_detail`;

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
      `SELECT ${COLUMNS} FROM deliveries d WHERE d.subject = :subject ORDER BY d.created_at, d.id LIMIT ${SUBJECT_LIMIT}`,
      { subject },
    );
    return rows.map(toLogged);
  }

  /** What will not be sent any more, newest first. */
  async dead(cursor: string | undefined, limit: number): Promise<Slice<LoggedDelivery>> {
    const [at, id] = decodeCursor(cursor, 2) ?? [];
    const after = at === undefined ? '' : 'AND (d.next_at, d.id) < (:at, :id)'; // next_at of the dead = when it ended
    const rows = await this.reads.rows<LogRow>(
      `SELECT ${COLUMNS} FROM deliveries d WHERE d.state = 'dead' ${after}
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

  /** For readiness: how long the oldest letter that has not ended has waited; null where none waits. */
  async oldestPendingMs(): Promise<number | null> {
    const [row] = await this.reads.rows<{ oldest: string | Date | null }>(
      `SELECT MIN(created_at) AS oldest FROM deliveries WHERE state IN ('pending', 'leased')`,
    );
    const oldest = toInstantOrNull(row?.oldest);
    return oldest && Math.max(0, this.clock.now().getTime() - oldest.getTime());
  }

  /** How many wait and how many died, by channel. */
  async counts(): Promise<{ channel: Channel; state: DeliveryState; count: number }[]> {
    const rows = await this.reads.rows<{ channel: Channel; state: DeliveryState; count: unknown }>(
      `SELECT channel, state, COUNT(*) AS count FROM deliveries WHERE state IN ('pending', 'leased', 'dead')
       GROUP BY channel, state ORDER BY channel, state`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }
}

interface LogRow {
  id: string;
  channel: Channel;
  kind: string;
  destination: string;
  state: DeliveryState;
  attempts: number;
  created_at: string | Date;
  next_at: string | Date;
  ended_at: string | Date | null;
  subject: string | null;
  last_detail: string | null;
}

function toLogged(row: LogRow): LoggedDelivery {
  const { id, channel, kind, state, attempts, subject } = row;
  const endedAt = toInstantOrNull(row.ended_at);
  return {
    ...{ id, channel, kind, state, attempts, subject, endedAt },
    to: masked(row.destination),
    lastDetail: row.last_detail,
    createdAt: toInstant(row.created_at),
    nextAt: endedAt ? null : toInstant(row.next_at),
  };
}

type Envelope = Pick<Letter, 'destination' | 'kind' | 'stream' | 'subject'>;

function again(envelope: Envelope, endpointId: string | null, fresh: FreshContent): Letter {
  if (fresh.channel === 'email')
    return { ...envelope, ...fresh, ...(endpointId !== null && { endpointId }) };
  if (endpointId === null) throw new Error('a webhook without an endpoint');
  return { ...envelope, ...fresh, endpointId };
}
