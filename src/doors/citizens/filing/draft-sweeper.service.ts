import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DraftFiles } from './draft-files.service.js';

const EVERY_MS = 3_600_000;

/** Promises that drafts nobody has touched for 30 days are gone, with their files, within an hour while the process runs. */
@Injectable()
export class DraftSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('drafts');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly files: DraftFiles) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.sweep();
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      const count = await this.files.sweep();
      if (count > 0) this.logger.log({ event: 'drafts-swept', files: count });
    } catch (error) {
      this.logger.warn({ event: 'drafts-not-swept', reason: String(error) }); // the next round tries again
    }
  }
}
