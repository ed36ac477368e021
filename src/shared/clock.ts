/** The only place that reads the machine's clock. Services inject it; `domain/` code is handed `now`. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
