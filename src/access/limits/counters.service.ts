import { once } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { Environment } from '../../config/environment.js';

export interface Counter {
  /** Counts one for `key` and answers null; over `most` it counts nothing and answers how long to wait. */
  take(key: string, most: number): Promise<number | null>;
  /** Takes one back. */
  giveBack(key: string): Promise<void>;
  /** How long `key` has to wait where it has reached `most`; null where it has not. */
  waitMs(key: string, most: number): Promise<number | null>;
  /** Counts so many for `key` that were counted before a restart. */
  restore(key: string, count: number, leftMs: number): Promise<void>;
}

/**
 * Gives counters that forget after a window: in Redis where there is one, so that all processes count together; else, and while Redis is
 * away, in memory at half the limit. Never fails because of Redis.
 */
@Injectable()
export class Counters implements OnApplicationShutdown {
  private readonly logger = new Logger('limits');
  private redis: Redis | undefined;

  constructor(private readonly environment: Environment) {}

  counter(name: string, windowSeconds: number): Counter {
    const options = {
      keyPrefix: `iter:${name}`,
      points: Number.MAX_SAFE_INTEGER,
      duration: windowSeconds,
    };
    const memory = new RateLimiterMemory(options);
    if (!this.environment.redisUrl) return new WindowCounter(memory);
    const shared = new RateLimiterRedis({
      ...options,
      storeClient: this.connection(this.environment.redisUrl),
      rejectIfRedisNotReady: true,
    });
    return new InsuredCounter(new WindowCounter(shared), new WindowCounter(memory));
  }

  /** Resolves once Redis answers or is known to be away; until then each process counts for itself. */
  async ready(): Promise<void> {
    if (!this.redis || this.redis.status === 'ready') return;
    await once(this.redis, 'ready').catch(() => undefined); // `once` ends with an `error` event too
  }

  async onApplicationShutdown(): Promise<void> {
    this.redis?.disconnect();
    await Promise.resolve();
  }

  private connection(url: string): Redis {
    if (this.redis) return this.redis;
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: 1_000,
      commandTimeout: 1_000,
    });
    this.redis.on('error', (error: Error) =>
      this.logger.warn({ event: 'redis-away', reason: error.message }),
    );
    return this.redis;
  }
}

class WindowCounter implements Counter {
  constructor(private readonly limiter: RateLimiterMemory | RateLimiterRedis) {}

  async take(key: string, most: number): Promise<number | null> {
    const taken = await this.limiter.penalty(key, 1);
    if (taken.consumedPoints <= most) return null;
    await this.limiter.reward(key, 1);
    return Math.max(1, taken.msBeforeNext);
  }

  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key, 1);
  }

  async waitMs(key: string, most: number): Promise<number | null> {
    const counted = await this.limiter.get(key);
    if (!counted || counted.msBeforeNext <= 0 || counted.consumedPoints < most) return null;
    return counted.msBeforeNext;
  }

  async restore(key: string, count: number, leftMs: number): Promise<void> {
    await this.limiter.set(key, count, Math.ceil(leftMs / 1_000));
  }
}

/** Asks the shared counter; where it does not answer, the process's own at half the limit. */
class InsuredCounter implements Counter {
  constructor(
    private readonly shared: Counter,
    private readonly own: Counter,
  ) {}

  take(key: string, most: number): Promise<number | null> {
    return this.shared.take(key, most).catch(() => this.own.take(key, half(most)));
  }

  giveBack(key: string): Promise<void> {
    return this.shared.giveBack(key).catch(() => this.own.giveBack(key));
  }

  waitMs(key: string, most: number): Promise<number | null> {
    return this.shared.waitMs(key, most).catch(() => this.own.waitMs(key, half(most)));
  }

  restore(key: string, count: number, leftMs: number): Promise<void> {
    return this.own.restore(key, count, leftMs);
  }
}

function half(most: number): number {
  return Math.max(1, Math.floor(most / 2));
}
