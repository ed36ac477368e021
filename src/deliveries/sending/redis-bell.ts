/**
 * Carries the bell from the process that posts to the processes that send, through BullMQ.
 *
 * - A job is `{deliveryId}` and nothing else; the row in the database is the truth, leased and read there.
 * - Nobody waits for Redis: not at start, not after a commit. A ring that is lost costs time, not a letter: the sender looks in the
 *   database every 30 s, and every second while Redis is away.
 */
import { Injectable, Logger } from '@nestjs/common';
import type { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Bell } from '../bell.js';
import { withinMs } from '../channels/deadline.js';
import type { Dispatcher } from './dispatcher.js';
import { DispatchLimits } from './dispatch-limits.js';

const QUEUE = 'deliveries';
const PREFIX = 'iter';
const JOB = 'due';
const CLOSE_LIMIT_MS = 2_000;

export interface RedisBellOptions {
  readonly url: string;
  /** Whom a job wakes; absent in a process that only posts. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Keeps installations on one Redis apart. */
  readonly prefix?: string;
}

/** Promises a wake in one of the sending processes for each letter committed while Redis is there. Refuses to be waited for. */
@Injectable()
export class RedisBell {
  private readonly log = new Logger(RedisBell.name);
  private readonly connections: Redis[] = [];
  private queue: Queue | undefined;
  private worker: Worker | undefined;
  private unhook: (() => void) | undefined;

  constructor(
    private readonly bell: Bell,
    private readonly limits: DispatchLimits,
  ) {}

  /** Returns at once; what needs Redis begins when Redis answers. */
  start({ url, dispatcher, prefix = PREFIX }: RedisBellOptions): void {
    const redis = this.connect(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    redis.on('ready', () => {
      this.open(redis, { url, dispatcher, prefix }).catch((error: unknown) =>
        this.log.error('BullMQ cannot be loaded', error),
      );
    });
    redis.on('close', () => {
      if (this.unhook) dispatcher?.lookEvery(this.limits.pollMs);
    });
    this.unhook = this.bell.onRing((ids, delayMs) => this.carry(redis, ids, delayMs));
  }

  get isReachable(): boolean {
    return this.connections[0]?.status === 'ready';
  }

  async stop(): Promise<void> {
    this.unhook?.();
    this.unhook = undefined;
    const closing = Promise.all([this.worker?.close(true), this.queue?.close()]);
    await withinMs(CLOSE_LIMIT_MS, closing).catch(() => undefined); // Redis may be gone for good
    for (const connection of this.connections) connection.disconnect();
  }

  /** Not awaited by anybody: with Redis gone an `add` may hang for ever (STACK.md §5). */
  private carry(redis: Redis, ids: readonly string[], delayMs: number): void {
    if (!this.queue || redis.status !== 'ready') return;
    const jobs = ids.map((deliveryId) => ({
      name: JOB,
      data: { deliveryId },
      opts: { jobId: deliveryId, delay: delayMs, removeOnComplete: true, removeOnFail: true },
    }));
    this.queue
      .addBulk(jobs)
      .catch(() => this.log.warn('a wake was lost; the sweeper will find it'));
  }

  /** BullMQ is loaded here: an installation without Redis has neither its weight nor its start. */
  private async open(
    redis: Redis,
    { url, dispatcher, prefix = PREFIX }: RedisBellOptions,
  ): Promise<void> {
    const { Queue, Worker } = await import('bullmq');
    if (!this.unhook) return; // stopped meanwhile
    this.queue ??= quiet(new Queue(QUEUE, { connection: redis, prefix }));
    if (!dispatcher) return;
    const work = async () => dispatcher.wake(); // which row is sent, and whether its turn has come, is read in the database
    this.worker ??= quiet(
      new Worker(QUEUE, work, {
        connection: this.connect(url, { maxRetriesPerRequest: null }),
        prefix,
      }),
    );
    dispatcher.lookEvery(this.limits.sweepMs);
  }

  /** Begins to connect and goes on trying; says once when it fails and once when it is back. */
  private connect(
    url: string,
    options: { maxRetriesPerRequest: number | null; enableOfflineQueue?: boolean },
  ): Redis {
    const redis = new Redis(url, {
      ...options,
      lazyConnect: true,
      connectTimeout: 1_000,
      disconnectTimeout: 500,
    });
    let isSaid = false;
    redis.on('error', (error) => {
      if (!isSaid) this.log.warn(`Redis is away (${error.message}); mail goes on more slowly`);
      isSaid = true;
    });
    redis.on('ready', () => (isSaid = false));
    redis.connect().catch(() => undefined); // said above
    this.connections.push(redis);
    return redis;
  }
}

interface Loud {
  on(event: 'error', hear: () => void): unknown;
}

/** Its errors are those of its connection, of which `connect` tells. */
function quiet<T extends Loud>(one: T): T {
  one.on('error', () => undefined);
  return one;
}
