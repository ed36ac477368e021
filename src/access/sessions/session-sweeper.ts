import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SessionStore } from './session-store.js';

const EVERY_MS = 15 * 60_000;

/** Promises that expired sessions leave the table within a quarter of an hour while the web process runs. */
@Injectable()
export class SessionSweeper implements OnApplicationShutdown {
  private readonly logger = new Logger('sessions');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly store: SessionStore) {}

  /** Called where sessions are mounted, so the command line sweeps nothing. */
  start(): void {
    this.timer ??= setInterval(() => {
      this.running = this.sweep();
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.store.settled();
  }

  private async sweep(): Promise<void> {
    try {
      const count = await this.store.sweep();
      if (count > 0) this.logger.log({ event: 'sessions-swept', count });
    } catch (error) {
      this.logger.warn({ event: 'sessions-not-swept', reason: String(error) }); // the next round tries again
    }
  }
}
