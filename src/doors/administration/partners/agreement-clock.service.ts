import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { AgreementReminders } from './agreement-reminders.service.js';

const EVERY_MS = 3_600_000;

/** Promises that an agreement that ends is told of within the hour; what fails is told and tried again in the next round. */
@Injectable()
export class AgreementClock implements OnApplicationShutdown {
  private readonly logger = new Logger('agreement-clock');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly agreements: AgreementReminders,
    private readonly clock: Clock,
  ) {}

  /** Called where the process serves. */
  start(): void {
    if (this.timer) return;
    this.timer = setInterval(() => this.round(), EVERY_MS).unref();
    this.round();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private round(): void {
    this.running = this.running
      .then(() => this.tick())
      .catch((error: unknown) => {
        this.logger.warn({ event: 'agreements-not-told', reason: String(error) });
      });
  }

  private async tick(): Promise<void> {
    await this.agreements.remind(this.clock.now());
  }
}
