import { Injectable, Logger } from '@nestjs/common';
import { Unavailable } from '../../database/unavailable.js';
import type { IterMove } from './iter-move.entity.js';
import { IterMover, type MoveAtWork, MoveLost } from './iter-mover.service.js';
import { MoveBook } from './move-book.service.js';
import { MoveOrders } from './move-orders.service.js';
import { MovePlans } from './move-plans.service.js';

const BATCH = 50;

/**
 * Goes through a move from the first request to the last, in batches: before each, person and version are looked at again. A request that
 * cannot be moved is told in the log and left behind; a database that cannot write ends the run, not the move.
 */
@Injectable()
export class MoveRun {
  private readonly logger = new Logger('iter-moves');

  constructor(
    private readonly book: MoveBook,
    private readonly orders: MoveOrders,
    private readonly plans: MovePlans,
    private readonly mover: IterMover,
  ) {}

  async through(move: IterMove, stop: AbortSignal): Promise<void> {
    let after: string | null = null;
    for (;;) {
      const work = await this.atWork(move);
      if (!work || !(await this.book.hold(move))) return;
      const ids = await this.plans.next(work.order, after, BATCH);
      if (ids.length === 0) {
        await this.book.end(move.id, work.order, { state: 'done', reason: null });
        return;
      }
      for (const id of ids) {
        if (stop.aborted) return this.book.release(move);
        if (!(await this.goesOn(work, id))) return;
        after = id;
      }
    }
  }

  /** Null where it may not go on, which ends it. */
  private async atWork(move: IterMove): Promise<MoveAtWork | null> {
    const order = await this.orders.of(move);
    const viewer = await this.orders.person(move);
    if (viewer && order.to.status === 'published') return { viewer, order, move };
    const reason = viewer ? 'stale-version' : 'not-allowed';
    await this.book.end(move.id, order, { state: 'failed', reason });
    return null;
  }

  /** False where the move is no longer this process's. */
  private async goesOn(work: MoveAtWork, id: string): Promise<boolean> {
    try {
      await this.mover.moveOne(work, id);
      return true;
    } catch (error) {
      if (error instanceof MoveLost) return false;
      if (error instanceof Unavailable) throw error;
      this.logger.error({ event: 'request-not-moved', request: id, reason: String(error) });
      return true;
    }
  }
}
