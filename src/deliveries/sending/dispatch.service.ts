import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { databaseKind } from '../../config/database-kind.js';
import { Environment } from '../../config/environment.js';
import { Channels } from '../channels/channels.js';
import { Dispatcher } from './dispatcher.js';
import { RedisBell } from './redis-bell.js';

/** What a process does for the post: `web` posts, and sends where no worker can; `worker` sends. */
export type ProcessRole = 'web' | 'worker';

/**
 * Starts sending when its process is up; promises that what is in the air has landed before the process goes down. Without Redis the
 * web process sends; with Redis and PostgreSQL the workers do; SQLite belongs to one process, which then does both.
 */
@Injectable()
export class DispatchService implements BeforeApplicationShutdown {
  private sendsHere = false;

  constructor(
    private readonly environment: Environment,
    private readonly dispatcher: Dispatcher,
    private readonly redisBell: RedisBell,
    private readonly channels: Channels,
  ) {}

  /** Returns at once; waits for neither Redis nor a mail server. */
  start(role: ProcessRole): void {
    const url = this.environment.redisUrl;
    this.sendsHere = role === 'worker' || !url || databaseKind === 'sqlite';
    if (this.sendsHere) this.dispatcher.start();
    if (url)
      this.redisBell.start({ url, dispatcher: this.sendsHere ? this.dispatcher : undefined });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.redisBell.stop();
    if (this.sendsHere) await this.dispatcher.stop();
    await this.channels.close();
  }

  /** For readiness: null where no Redis is configured. */
  get isRedisReachable(): boolean | null {
    return this.environment.redisUrl ? this.redisBell.isReachable : null;
  }
}
