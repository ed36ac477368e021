/** Whether months in a row still fit together. Pure. */
import type { MonthDocument } from '../month-document.js';

/** A month that ended with other requests open than the next one began with. */
export interface BrokenTurn {
  readonly month: string;
  readonly openAtEnd: number;
  readonly following: string;
  readonly openAtStart: number;
}

/** Those that do not fit, of months in their order: since one of the two was published its facts have changed. */
export function brokenTurns(months: readonly MonthDocument[]): BrokenTurn[] {
  return months.flatMap((before, i): BrokenTurn[] => {
    const after = months[i + 1];
    const { openAtEnd } = before.totals;
    if (!after || after.totals.openAtStart === openAtEnd) return [];
    const { openAtStart } = after.totals;
    return [{ month: before.month, openAtEnd, following: after.month, openAtStart }];
  });
}
