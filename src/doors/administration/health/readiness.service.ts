import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../database/transactions.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import { DispatchService } from '../../../deliveries/sending/dispatch.service.js';
import { FreeSpace } from '../../../files/free-space.js';

const PENDING_ALARM_SECONDS = 15 * 60;

export interface ReadinessReport {
  /** `degraded`: requests are taken in, but something needs a person. */
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly database: boolean;
  readonly disk: boolean;
  readonly oldestPendingSeconds: number | null;
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
  ) {}

  async check(): Promise<ReadinessReport> {
    const database = await this.canWrite();
    const disk = (await this.freeSpace.refusal('filing')) === null;
    const oldestPendingSeconds = database ? await this.oldestPending() : null;
    const redis = this.dispatch.isRedisReachable;
    const isLate = (oldestPendingSeconds ?? 0) > PENDING_ALARM_SECONDS;
    const status =
      !database || !disk ? 'unavailable' : isLate || redis === false ? 'degraded' : 'ok';
    return { status, database, disk, oldestPendingSeconds, redis };
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

  private async oldestPending(): Promise<number | null> {
    const ageMs = await this.deliveries.oldestPendingMs();
    return ageMs === null ? null : Math.round(ageMs / 1000);
  }
}
