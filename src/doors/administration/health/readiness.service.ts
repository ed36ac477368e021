import { Injectable } from '@nestjs/common';
import { Environment } from '../../../config/environment.js';
import { Transactions } from '../../../database/transactions.js';
import { DeliveryLog, type WaitingDelivery } from '../../../deliveries/delivery-log.js';
import { DispatchService } from '../../../deliveries/sending/dispatch.service.js';
import { FreeSpace } from '../../../files/free-space.js';

const PENDING_ALARM_MS = 15 * 60_000;

export interface ReadinessReport {
  /** `degraded`: requests are taken in, but something needs a person. */
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly database: boolean;
  readonly disk: boolean;
  readonly oldestPendingSeconds: number | null;
  /** The delivery that has waited so long: an id and what it is, no address. */
  readonly oldestPending: Pick<WaitingDelivery, 'id' | 'channel' | 'kind'> | null;
  /** When the mail server last accepted a mail; null where none did, or none is configured. */
  readonly lastMailAt: string | null;
  /** Null where none is configured. */
  readonly redis: boolean | null;
}

/** Whether a request could be taken in now, and whether mail leaves (RELIABILITY rule 35). Never throws. */
@Injectable()
export class Readiness {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveryLog,
    private readonly dispatch: DispatchService,
    private readonly freeSpace: FreeSpace,
    private readonly environment: Environment,
  ) {}

  async check(): Promise<ReadinessReport> {
    const database = await this.canWrite();
    const disk = (await this.freeSpace.refusal('filing')) === null;
    const oldest = database ? await this.deliveries.oldestWaiting() : null;
    const redis = this.dispatch.isRedisReachable;
    const isLate = (oldest?.waitedMs ?? 0) > PENDING_ALARM_MS;
    const isWhole = !isLate && redis !== false;
    return {
      status: !database || !disk ? 'unavailable' : isWhole ? 'ok' : 'degraded',
      ...{ database, disk },
      oldestPendingSeconds: oldest && Math.round(oldest.waitedMs / 1000),
      oldestPending: oldest && { id: oldest.id, channel: oldest.channel, kind: oldest.kind },
      redis,
      lastMailAt: database ? await this.lastMailAt() : null,
    };
  }

  /** A transaction that changes nothing still needs the writer, and the disk for its journal. */
  private async canWrite(): Promise<boolean> {
    try {
      await this.transactions.run((em) =>
        em.query('UPDATE ticket_counters SET last_number = last_number WHERE year = 0'),
      );
      return true;
    } catch {
      return false; // the report is the answer; the log of the database has the reason
    }
  }

  private async lastMailAt(): Promise<string | null> {
    if (!this.environment.smtpUrl) return null;
    return (await this.deliveries.lastMailAt())?.toISOString() ?? null;
  }
}
