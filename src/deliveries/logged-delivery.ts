import { toInstant, toInstantOrNull } from '../database/columns.js';
import type { Channel } from './channels/channel.js';
import type { DeliveryState } from './delivery.entity.js';
import { masked } from './domain/mask.js';

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

/** Of `deliveries d`. */
export const LOG_COLUMNS = `d.id, d.channel, d.kind, d.destination, d.state, d.attempts, d.created_at, d.next_at, d.ended_at, d.subject,
  (SELECT a.detail FROM delivery_attempts a WHERE a.delivery_id = d.id ORDER BY a.at DESC, a.id DESC LIMIT 1) AS last_detail`;

export interface LogRow {
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

export function toLogged(row: LogRow): LoggedDelivery {
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
