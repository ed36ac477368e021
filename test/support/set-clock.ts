import { Clock } from '../../src/shared/clock.js';

/** A clock that stands still until a test moves it. */
export class SetClock extends Clock {
  constructor(private moment = new Date('2026-11-20T09:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.moment);
  }

  pass(ms: number): void {
    this.moment = new Date(this.moment.getTime() + ms);
  }
}
