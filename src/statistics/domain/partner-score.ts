/**
 * How a partner keeps its word, over the tasks that it was offered in a period (by the day of the offer, Europe/Rome):
 *
 * - *accepted*: it said yes, and may have done it since; *declined*, *expired* (it said nothing in time), *cancelled* (by the council).
 *   What is still to be answered is none of them: offered = accepted + declined + expired + cancelled + unanswered.
 * - *onTime*: of those done that had a day, those done by it. `share` is onTime / withDay, null without one. *late*: still to be done and past it.
 * - *days*: from the offer to the work, in days of 24 hours.
 * - *complaints*: requests of that kind about its work, filed in the period. *reopenings*: of requests it worked on, in the period.
 * - *satisfaction*: answers given in the period to the question after a closing, of requests that it was the last to work on: mean and number.
 * - *differences*: lines of its monthly sheets of the period that do not say what we hold.
 */
export interface PartnerScore {
  readonly partnerId: string;
  readonly offered: number;
  readonly accepted: number;
  readonly declined: number;
  readonly expired: number;
  readonly cancelled: number;
  readonly unanswered: number;
  readonly done: number;
  readonly withDay: number;
  readonly onTime: number;
  readonly late: number;
  readonly medianDays: number | null;
  readonly p90Days: number | null;
  readonly complaints: number;
  readonly reopenings: number;
  readonly satisfactionCases: number;
  readonly satisfactionMean: number | null;
  readonly sheetLines: number;
  readonly differences: number;
}

/** On time of those that had a day; null where none had. */
export function punctuality({ withDay, onTime }: PartnerScore): number | null {
  return withDay === 0 ? null : onTime / withDay;
}
