import { setTimeout as wait } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { Rounds } from '../../shared/rounds.js';
import type { IterMove } from './iter-move.entity.js';
import { MoveBook, otherMove } from './move-book.service.js';
import { isOrdered, type MoveOrder, type MovePlan } from './move-order.js';
import { MoveOrders } from './move-orders.service.js';
import { MovePlans } from './move-plans.service.js';
import { MoveRun } from './move-run.service.js';

const PATIENCE_MS = 2_000;
const ROUND_MS = 60_000;

interface Running {
  readonly ended: Promise<void>;
  readonly stop: AbortController;
}

/**
 * Moves running requests to another version of their iter in the background, each exactly once. What is cut off (a stop, a kill, a crash) is
 * taken up again when its lease has run out. Refuses without the permission, and to a version that is not in force.
 */
@Injectable()
export class IterMoves implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger('iter-moves');
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly book: MoveBook,
    private readonly orders: MoveOrders,
    private readonly plans: MovePlans,
    private readonly run: MoveRun,
    private readonly rounds: Rounds,
  ) {}

  onModuleInit(): void {
    this.rounds.add({ name: 'iter moves', everyMs: ROUND_MS, run: () => this.round() });
  }

  plan(order: MoveOrder): Promise<MovePlan> {
    return this.plans.plan(order);
  }

  /**
   * The move's id, within some seconds: a short one has ended by then. The same one that runs already is the answer as well;
   * where another order was first, it is refused.
   */
  async begin(viewer: OfficeViewer, order: MoveOrder): Promise<string | Refusal> {
    if (!may(viewer, 'configuration.edit')) return new Refusal('not-allowed');
    if (order.to.status !== 'published' || order.to.code !== order.from.code)
      return new Refusal('stale-version');
    const before = await this.book.last(order.from.id);
    const { moving } = await this.plans.plan(order);
    if (moving === 0 && before && !isOrdered(before, order)) return otherMove('was');
    const id = await this.book.enter(viewer, order, { total: moving, before });
    if (isRefusal(id)) return id;
    await Promise.race([this.take(id), wait(PATIENCE_MS, undefined, { ref: false })]);
    return id;
  }

  find(id: string): Promise<IterMove | null> {
    return this.book.find(id);
  }

  /** The last one from a version, running or ended. */
  last(fromVersionId: string): Promise<IterMove | null> {
    return this.book.last(fromVersionId);
  }

  /** Resolves when this process no longer works on it; what came of it stands on the move. */
  take(id: string): Promise<void> {
    const known = this.running.get(id);
    if (known) return known.ended;
    const stop = new AbortController();
    const ended = Promise.resolve().then(() => this.work(id, stop.signal));
    this.running.set(id, { ended, stop });
    return ended;
  }

  /** What was moved stays moved. Ended already is as good. */
  async stop(move: IterMove): Promise<void> {
    const order = await this.orders.of(move);
    await this.book.end(move.id, order, { state: 'stopped', reason: null });
    await this.running.get(move.id)?.ended;
  }

  /** Takes up what another process has left. */
  async round(): Promise<void> {
    for (const id of await this.book.orphans()) await this.take(id);
  }

  /** A round waits for what it has begun, so that ends first. */
  async onModuleDestroy(): Promise<void> {
    await this.leave();
  }

  /** What the last answers began. */
  async onApplicationShutdown(): Promise<void> {
    await this.leave();
  }

  private async leave(): Promise<void> {
    for (const { ended, stop } of [...this.running.values()]) {
      stop.abort();
      await ended;
    }
  }

  private async work(id: string, stop: AbortSignal): Promise<void> {
    try {
      const move = await this.book.claim(id);
      if (move) await this.run.through(move, stop);
    } catch (error) {
      this.logger.error({ event: 'iter-move-broken', move: id, reason: String(error) });
    } finally {
      this.running.delete(id);
    }
  }
}
