import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { RuleWatch } from '../../routing/rule-watch.service.js';

const EVERY_MS = 900_000;

/** Promises that a faulty rule is told within a quarter of an hour. A round that fails is logged and tried again; going down waits for the one that runs. */
@Injectable()
export class RuleClock implements OnApplicationShutdown {
  private readonly logger = new Logger('rule-clock');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly rules: RuleWatch) {}

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
      .then(() => this.rules.look())
      .catch((error: unknown) => {
        this.logger.error({ event: 'rules-not-looked-at', reason: String(error) });
      });
  }
}
