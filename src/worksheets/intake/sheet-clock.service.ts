import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SheetReadings } from './sheet-readings.service.js';

const EVERY_MS = 60_000;

/** Promises that a sheet whose reader was killed is read to its end within some minutes, by whichever process is there. */
@Injectable()
export class SheetClock implements OnApplicationShutdown {
  private readonly logger = new Logger('worksheets');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly readings: SheetReadings) {}

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
      .then(() => this.readings.round())
      .catch((error: unknown) => {
        this.logger.error({ event: 'sheets-not-taken-up', reason: String(error) });
      });
  }
}
