/**
 * The day on which something counts. Pure. A thing counts in the month in which it was recorded: on the day it happened where that day lies in
 * the civil month of its recording, else on the day of the recording. So what is recorded later never moves a month that is over. How long it took, and
 * whether it was in time, is told by the instant at which it happened.
 */
import { civilDate } from '../../../calendar/domain/civil-time.js';

/** Two instants of one thing; of what another system recorded, when it happened is both. */
export interface Happened {
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** The civil date, Europe/Rome. */
export function countedOn({ occurredAt, recordedAt }: Happened): string {
  const [happened, recorded] = [civilDate(occurredAt), civilDate(recordedAt)];
  return happened.slice(0, 7) === recorded.slice(0, 7) ? happened : recorded;
}
