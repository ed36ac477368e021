import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { Channels } from './channels/channels.js';
import { Dispatcher } from './dispatcher.js';
import { RedisBell } from './redis-bell.js';

/** Promises that sending begins when the process is up, and that what is in the air has landed before it goes down. */
@Injectable()
export class DispatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly environment: Environment,
    @Inject('SENDS_HERE') private readonly sendsHere: boolean,
    private readonly dispatcher: Dispatcher,
    private readonly redisBell: RedisBell,
    private readonly channels: Channels,
  ) {}

  onApplicationBootstrap(): void {
    if (this.sendsHere) this.dispatcher.start();
    const url = this.environment.redisUrl;
    const dispatcher = this.sendsHere ? this.dispatcher : undefined;
    if (url) this.redisBell.start({ url, dispatcher });
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
