/**
 * Says to who looks at a list that something on it has changed.
 *
 * - The steps in the database are the truth: a look reads which requests have a step that was not there at the last look, and whom they
 *   involve. It is one short query, made only while somebody follows.
 * - A commit of this process wakes a look at once, another process by Redis; without Redis a look every two seconds finds what others
 *   wrote. A wake that is lost costs two seconds, not the news.
 * - Ids sort by time, but a step may be committed after one that was made later: each look goes back a little, past what it told already.
 */
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { Transactions } from '../database/transactions.js';
import { idFloor } from '../shared/ids.js';
import { LiveSource } from './live-source.js';
import { RedisWakes } from './redis-wakes.js';

const POLL_MS = 2_000;
const GATHER_MS = 150;
const BACK_MS = 10_000;

type Listener = () => void;

/** Promises a call to whoever follows a topic after each step that touches it, once for several at a time; never the step itself. */
@Injectable()
export class LiveChanges implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('live');
  private readonly listeners = new Map<string, Set<Listener>>();
  private seen = new Map<string, number>();
  private poll: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private unhook: (() => void) | undefined;

  constructor(
    private readonly source: LiveSource,
    private readonly transactions: Transactions,
    private readonly wakes: RedisWakes,
    private readonly environment: Environment,
  ) {}

  onModuleInit(): void {
    this.wakes.start(this.environment.redisUrl, () => this.wake());
    this.unhook = this.transactions.onCommit(() => {
      this.wakes.send();
      this.wake();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.unhook?.();
    this.listeners.clear();
    this.rest();
    this.wakes.stop();
    await this.looking;
  }

  /** Resolves when what came before is known, so that nothing in between is missed; answers the way to stop. */
  async follow(topic: string, listener: Listener): Promise<() => void> {
    const isFirst = this.listeners.size === 0;
    const ofTopic = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, ofTopic.add(listener));
    if (isFirst) {
      this.poll = setInterval(() => this.look(), POLL_MS).unref();
      this.seen = new Map();
      this.looking = this.looking.then(() => this.read(false));
    }
    await this.looking;
    return () => {
      ofTopic.delete(listener);
      if (ofTopic.size === 0) this.listeners.delete(topic);
      if (this.listeners.size === 0) this.rest();
    };
  }

  get following(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  private wake(): void {
    if (this.listeners.size === 0) return;
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.look();
    }, GATHER_MS).unref();
  }

  private look(): void {
    this.looking = this.looking.then(() => this.read(true));
  }

  private async read(tells: boolean): Promise<void> {
    try {
      const now = performance.now();
      const changes = (await this.source.since?.(idFloor(BACK_MS))) ?? [];
      const fresh = changes.filter(({ stepId }) => !this.seen.has(stepId));
      for (const { stepId } of fresh) this.seen.set(stepId, now);
      for (const [stepId, at] of this.seen) if (now - at > 3 * BACK_MS) this.seen.delete(stepId);
      if (tells) this.tell(new Set(fresh.flatMap(({ topics }) => topics)));
    } catch (error) {
      this.logger.warn({ event: 'not-looked', reason: String(error) }); // the next look finds it
    }
  }

  private tell(topics: ReadonlySet<string>): void {
    for (const topic of topics) for (const listener of this.listeners.get(topic) ?? []) listener();
  }

  private rest(): void {
    clearInterval(this.poll);
    clearTimeout(this.soon);
    this.soon = undefined;
  }
}
