import { Injectable, Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

const CHANNEL = 'iter:live';
const OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  connectTimeout: 1_000,
  disconnectTimeout: 500,
  maxRetriesPerRequest: 1,
} as const;
const GATHER_MS = 100;

/** Tells the other processes, by Redis, that something was committed: no data, no promise. Nobody waits for it. */
@Injectable()
export class RedisWakes {
  private readonly logger = new Logger('live');
  private readonly connections: Redis[] = [];
  private sender: Redis | undefined;
  private soon: NodeJS.Timeout | undefined;

  /** Without an address it does nothing. */
  start(url: string | undefined, heard: () => void): void {
    if (!url) return;
    this.sender = this.connect(url);
    const ear = this.connect(url);
    ear.on('message', heard);
    ear.on('ready', () => {
      ear.subscribe(CHANNEL).catch(() => undefined); // the poll goes on without
    });
  }

  send(): void {
    if (!this.sender || this.soon) return;
    this.soon = setTimeout(() => {
      this.soon = undefined;
      if (this.sender?.status === 'ready') this.sender.publish(CHANNEL, '').catch(() => undefined); // a lost wake costs two seconds
    }, GATHER_MS).unref();
  }

  stop(): void {
    clearTimeout(this.soon);
    for (const connection of this.connections) connection.disconnect();
  }

  private connect(url: string): Redis {
    const redis = new Redis(url, OPTIONS);
    let isSaid = false;
    redis.on('error', (error) => {
      if (!isSaid) this.logger.warn({ event: 'redis-away', reason: error.message });
      isSaid = true;
    });
    redis.on('ready', () => (isSaid = false));
    redis.connect().catch(() => undefined); // said above
    this.connections.push(redis);
    return redis;
  }
}
