import { Clock } from '../../src/shared/clock.js';

/** A clock that stands still until a test moves it. */
export class SetClock extends Clock {
  private moment: Date;

  constructor(start: Date | string = '2026-11-20T09:00:00.000Z') {
    super();
    this.moment = new Date(start);
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: string | Date): void {
    this.moment = new Date(moment);
  }

  pass(ms: number): void {
    this.moment = new Date(this.moment.getTime() + ms);
  }
}
