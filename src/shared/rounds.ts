import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

export interface Round {
  /** What it is called in the log. */
  readonly name: string;
  readonly everyMs: number;
  /** Answers how much it did; the log is told of what is more than nothing. */
  run(): Promise<number | undefined> | Promise<void>;
}

/**
 * What a serving process does again and again beside answering: once as it starts, then every so often. A round that is due while the one
 * before still runs is passed over; one that fails is told in the log and tried again at its next turn. Going down waits for those that run.
 */
@Injectable()
export class Rounds implements BeforeApplicationShutdown {
  private readonly logger = new Logger('rounds');
  private readonly rounds: Round[] = [];
  private readonly running = new Map<Round, Promise<void>>();
  private timers: NodeJS.Timeout[] = [];

  /** Called while the application is put together. */
  add(round: Round): void {
    this.rounds.push(round);
  }

  /** Called where the process serves: the command line makes no rounds. */
  start(): void {
    if (this.timers.length > 0) return;
    for (const round of this.rounds) {
      this.timers.push(setInterval(() => this.turn(round), round.everyMs).unref());
      this.turn(round);
    }
  }

  /** Before the database closes, which a running round still needs. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.running.values());
  }

  private turn(round: Round): void {
    if (this.running.has(round)) return;
    const turn = this.make(round).finally(() => this.running.delete(round));
    this.running.set(round, turn);
  }

  private async make({ name, run }: Round): Promise<void> {
    try {
      const count = (await run()) ?? 0;
      if (count > 0) this.logger.log({ event: 'round-made', round: name, count });
    } catch (error) {
      this.logger.warn({ event: 'round-failed', round: name, reason: String(error) });
    }
  }
}
