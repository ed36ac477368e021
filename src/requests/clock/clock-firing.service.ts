import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../config/database-kind.js';
import { selectRows } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import type { Change } from '../change.js';
import { type RequestCard, RequestCards } from '../request-cards.service.js';
import { ServiceRequest } from '../service-request.entity.js';
import { type Decided, isQuiet, QuietPath } from '../quiet-path.service.js';
import { TaskFollowUp } from '../tasks/task-follow-up.service.js';
import { postpone, type StoredClock, take } from './clock-book.js';
import { ClockChanges } from './clock-changes.service.js';

/**
 * Fires clocks of different requests, each exactly once, however many processes try: in one transaction the requests' rows are held, the
 * clocks are taken by a conditional update, and the step of each is written, with its letters and notices. Whoever comes second finds them
 * taken; what was moved or done meanwhile does not fire. One that cannot be fired leaves none of them fired: the caller tries them alone.
 */
@Injectable()
export class ClockFiring {
  constructor(
    private readonly transactions: Transactions,
    private readonly cards: RequestCards,
    private readonly changes: ClockChanges,
    private readonly followUp: TaskFollowUp,
    private readonly quietPath: QuietPath,
  ) {}

  /** How many fired: not those that somebody else has fired, or that wait no longer. */
  fire(clocks: readonly StoredClock[], now: Date): Promise<number> {
    return this.transactions.run(async (em) => {
      const requests = await held(em, clocks);
      const there = clocks.filter(({ requestId }) => requests.has(requestId));
      const taken = there.length > 0 ? await take(em, there, now) : [];
      const found = taken.flatMap(({ requestId }) => requests.get(requestId) ?? []);
      await this.write(em, taken, await this.cards.loadAll(em, found), now);
      return taken.length;
    });
  }

  /** After a failure: the same clock again, later. */
  postpone(clock: StoredClock, now: Date): Promise<void> {
    return this.transactions.run((em) => postpone(em, clock, now));
  }

  /** `cards` are those of `clocks`, in their order. Notices and what else moves nothing are written together. */
  private async write(
    em: EntityManager,
    clocks: readonly StoredClock[],
    cards: readonly RequestCard[],
    now: Date,
  ): Promise<void> {
    const quiet: Decided[] = [];
    const changeOf = this.changes.within(em, now);
    for (const [i, card] of cards.entries()) {
      const clock = clocks[i];
      const change: Change | null = clock ? await changeOf(card, clock) : null;
      if (change && isQuiet(change)) quiet.push({ card, change });
      else if (change) await this.followUp.write(em, card, change);
    }
    await this.quietPath.apply(em, quiet);
  }
}

/** By id: two that hold several at once never wait for each other in a circle. */
async function held(
  em: EntityManager,
  clocks: readonly StoredClock[],
): Promise<Map<string, ServiceRequest>> {
  const ids = clocks.map(({ requestId }) => requestId);
  const lock = databaseKind === 'postgres' ? 'FOR UPDATE' : '';
  const tail = `WHERE id IN (:...ids) ORDER BY id ${lock}`;
  const requests = await selectRows(em, ServiceRequest, tail, { ids });
  return new Map(requests.map((request) => [request.id, request]));
}
