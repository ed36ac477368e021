import { Injectable } from '@nestjs/common';
import { ClockSweep } from '../../../requests/clock/clock-sweep.service.js';
import { Clock } from '../../../shared/clock.js';

/**
 * Moves the clock that every service asks through the demo's past. What falls due on the way fires at its own moment, so that a reminder
 * carries the date on which it would have come. Only before any door opens: nobody else may ask the clock meanwhile.
 */
@Injectable()
export class DemoTime {
  constructor(
    private readonly clocks: ClockSweep,
    private readonly clock: Clock,
  ) {}

  /** Afterwards it is today again, whatever happened. */
  async travel(past: (today: Date) => Promise<void>): Promise<void> {
    const { now } = this.clock;
    try {
      await past(this.clock.now());
    } finally {
      this.clock.now = now;
    }
  }

  /** Goes to this moment, forwards by way of every clock that is due until then. Throws where one of them cannot be fired. */
  async goTo(moment: Date): Promise<void> {
    for (let due = await this.dueBy(moment); due; due = await this.dueBy(moment)) {
      this.set(due);
      if ((await this.clocks.sweep()) === 0)
        throw new Error(`demo: a clock that was due at ${due.toISOString()} did not fire`);
    }
    this.set(moment);
  }

  private async dueBy(moment: Date): Promise<Date | null> {
    const next = await this.clocks.next();
    return next && next <= moment ? next : null;
  }

  private set(moment: Date): void {
    this.clock.now = () => moment;
  }
}
