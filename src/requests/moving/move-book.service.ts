import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { databaseKind } from '../../config/database-kind.js';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { selectRow } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Refusal } from '../../shared/refusal.js';
import { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { IterMove } from './iter-move.entity.js';
import { isOrdered, type MoveOrder } from './move-order.js';
import { MoveSteps } from './move-steps.service.js';

const LEASE_MS = 60_000;
const ORPHANS_AT_ONCE = 20;

type End = Pick<IterMove, 'state' | 'reason'>;

/**
 * Keeps the moves of running requests: one at a time from each version, taken up by one process at a time, counted in the transaction of each
 * request that moves. Whoever lost a move (stopped, or taken over by a later attempt) can count nothing more. How it ended is in the audit list.
 */
@Injectable()
export class MoveBook {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly steps: MoveSteps,
    private readonly clock: Clock,
  ) {}

  /**
   * The one that runs from this version already, where it does the same: ordered twice is ordered once. Refuses beside one that does another
   * thing, and after one that began since `before`, the last that was known when its requests were counted.
   */
  enter(
    { accountId }: OfficeViewer,
    order: MoveOrder,
    { total, before }: { readonly total: number; readonly before?: IterMove | null },
  ): Promise<string | Refusal> {
    const fromVersionId = order.from.id;
    return this.transactions.run(async (em) => {
      const held = databaseKind === 'postgres' ? 'FOR UPDATE' : '';
      await selectRow(em, WorkflowVersion, `WHERE id = :id ${held}`, { id: fromVersionId });
      const running = await em.findOneBy(IterMove, { fromVersionId, state: 'running' });
      if (running) return isOrdered(running, order) ? running.id : otherMove('runs');
      const last = await lastFrom(em, fromVersionId);
      if (before !== undefined && last && last.id !== before?.id)
        return isOrdered(last, order) ? last.id : otherMove('was');
      const id = newId();
      const now = this.clock.now();
      await insertRows(em, IterMove, [
        {
          ...{ id, accountId, fromVersionId, toVersionId: order.to.id, stateMap: order.map },
          ...{ state: 'running', reason: null, attempt: 0, moved: 0, total },
          ...{ begunAt: now, endedAt: null, leaseUntil: now }, // free for whoever begins
        },
      ]);
      return id;
    });
  }

  find(id: string): Promise<IterMove | null> {
    return this.reads.of(IterMove).findOneBy({ id });
  }

  /** The last one from this version. */
  last(fromVersionId: string): Promise<IterMove | null> {
    return lastFrom(this.reads.em, fromVersionId);
  }

  /** Takes a move that nobody works on (any more); null where somebody does. */
  async claim(id: string): Promise<IterMove | null> {
    const move = await this.reads.of(IterMove).findOneBy({ id, state: 'running' });
    if (!move || move.leaseUntil > this.clock.now()) return null;
    const { attempt } = move;
    const change = { attempt: attempt + 1, leaseUntil: this.lease() };
    const { affected } = await this.transactions.run((em) =>
      em.update(IterMove, { id, state: 'running', attempt }, change),
    );
    return affected === 1 ? { ...move, ...change } : null;
  }

  /** One request more, in its own transaction. False where the move is no longer held: nothing of that transaction may stay. */
  async count(em: EntityManager, { id, attempt }: IterMove): Promise<boolean> {
    const rows = await queryRows(
      em,
      `UPDATE iter_moves SET moved = moved + 1, lease_until = :lease
       WHERE id = :id AND attempt = :attempt AND state = 'running' RETURNING id`,
      { id, attempt, lease: this.lease().toISOString() },
    );
    return rows.length === 1;
  }

  /** Its process is alive, though nothing was counted. False where it is no longer held. */
  async hold({ id, attempt }: IterMove): Promise<boolean> {
    const { affected } = await this.transactions.run((em) =>
      em.update(IterMove, { id, attempt, state: 'running' }, { leaseUntil: this.lease() }),
    );
    return affected === 1;
  }

  /** The first end counts; false where it had ended. */
  end(id: string, order: MoveOrder, { state, reason }: End): Promise<boolean> {
    return this.transactions.run(async (em) => {
      const change = { state, reason, endedAt: this.clock.now() };
      const { affected } = await em.update(IterMove, { id, state: 'running' }, change);
      if (affected !== 1) return false;
      const { accountId, moved } = await em.findOneByOrFail(IterMove, { id });
      await this.steps.note(em, { accountId }, { order, moved, state });
      return true;
    });
  }

  /** Gives a move back that this process cannot finish: another one may take it at once. */
  async release({ id, attempt }: IterMove): Promise<void> {
    await this.transactions.run((em) =>
      em.update(IterMove, { id, attempt, state: 'running' }, { leaseUntil: this.clock.now() }),
    );
  }

  /** Moves whose process has gone. */
  async orphans(): Promise<string[]> {
    const moves = await this.reads.of(IterMove).find({
      select: { id: true },
      where: { state: 'running', leaseUntil: LessThan(this.clock.now()) },
      take: ORPHANS_AT_ONCE,
    });
    return moves.map(({ id }) => id);
  }

  private lease(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}

/** Somebody else's order was first: it runs still, or has left nothing to move. */
export function otherMove(which: 'runs' | 'was'): Refusal {
  return new Refusal('not-possible-now', `iter-move-other-${which}`);
}

function lastFrom(em: EntityManager, fromVersionId: string): Promise<IterMove | null> {
  const tail = 'WHERE from_version_id = :fromVersionId ORDER BY begun_at DESC, id DESC';
  return selectRow(em, IterMove, tail, { fromVersionId });
}
