import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../config/database-kind.js';
import { selectRows } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import { RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { WritePath } from '../write-path.service.js';
import { postpone, type StoredClock, take } from './clock-book.js';
import { ClockChanges } from './clock-changes.service.js';
import { ClockKeeper } from './clock-keeper.service.js';

/**
 * Fires one clock, exactly once, however many processes try: in one transaction the request's row is held, the clock is taken by a
 * conditional update, and its step is written. Whoever comes second finds it taken; what was moved or done meanwhile does not fire.
 */
@Injectable()
export class ClockFiring {
  constructor(
    private readonly transactions: Transactions,
    private readonly cards: RequestCards,
    private readonly changes: ClockChanges,
    private readonly writePath: WritePath,
    private readonly keeper: ClockKeeper,
  ) {}

  /** False where somebody else has fired it, or it waits no longer. */
  fire(clock: StoredClock, now: Date): Promise<boolean> {
    return this.transactions.run(async (em) => {
      const request = await held(em, clock.requestId);
      if (!request || !(await take(em, clock, now))) return false;
      const card = await this.cards.load(em, request);
      if (clock.rule === 'reckon') await this.keeper.reckon(em, card, now);
      const change = await this.changes.of(em, card, clock);
      if (change) await this.writePath.apply(em, card, change);
      return true;
    });
  }

  /** After a failure: the same clock again, later. */
  postpone(clock: StoredClock, now: Date): Promise<void> {
    return this.transactions.run((em) => postpone(em, clock, now));
  }
}

async function held(em: EntityManager, id: string): Promise<ServiceRequest | undefined> {
  const lock = databaseKind === 'postgres' ? 'FOR UPDATE' : '';
  const [request] = await selectRows(em, ServiceRequest, `WHERE id = :id ${lock}`, { id });
  return request;
}
