import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { DistrictDigests } from '../../statistics/partners/districts/district-digests.service.js';
import { MonthPost } from '../../statistics/post/month-post.service.js';
import { MonthPublishing } from '../../statistics/months/month-publishing.service.js';

const EVERY_MS = 900_000;

/**
 * Promises that a month is published and posted within a quarter of an hour after it is over, or after the next start. What fails is told and tried
 * again in the next round; a round that is running ends before the process does.
 */
@Injectable()
export class MonthClock implements OnApplicationShutdown {
  private readonly logger = new Logger('month-clock');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly publishing: MonthPublishing,
    private readonly post: MonthPost,
    private readonly districts: DistrictDigests,
    private readonly clock: Clock,
  ) {}

  /** Called where the process serves; the command line publishes only what it is told to. */
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
        this.logger.error({ event: 'month-not-published', reason: String(error) });
      });
  }

  private async tick(): Promise<void> {
    await this.publishing.publishDue();
    await this.post.postDue(this.clock.now());
    await this.districts.postDue(this.clock.now());
  }
}
