import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { databaseKind } from '../../config/database-kind.js';
import { Environment } from '../../config/environment.js';
import type { ProcessRole } from '../../deliveries/sending/dispatch.service.js';
import { ClockSweep } from '../../requests/clock/clock-sweep.service.js';

/**
 * Looks every CLOCK_SECONDS whether a deadline has passed, beginning when the process is up. The workers do it where there are some, else the
 * web process; any number may. A round that fails is told in the log and tried again; going down waits for the round that runs.
 */
@Injectable()
export class ClockLoop implements OnApplicationShutdown {
  private readonly logger = new Logger('clock');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly environment: Environment,
    private readonly clocks: ClockSweep,
  ) {}

  /** Returns at once. */
  start(role: ProcessRole): void {
    const { redisUrl, clockSeconds } = this.environment;
    if (role === 'web' && redisUrl && databaseKind === 'postgres') return;
    this.timer ??= setInterval(() => this.round(), clockSeconds * 1_000).unref();
    this.round();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  private round(): void {
    if (this.isStopping) return;
    this.running ??= this.clocks
      .sweep(() => !this.isStopping)
      .then(
        (fired) => fired > 0 && this.logger.log({ event: 'clocks-fired', fired }),
        (error: unknown) =>
          this.logger.warn({ event: 'clocks-not-looked-at', reason: String(error) }),
      )
      .then(() => {
        this.running = undefined;
      });
  }
}
