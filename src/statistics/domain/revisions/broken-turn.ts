/** Whether months in a row still fit together. Pure. */
import type { MonthDocument } from '../month-document.js';

/** A month that ended with other requests open than the next one began with. */
export interface BrokenTurn {
  readonly month: string;
  readonly openAtEnd: number;
  readonly following: string;
  readonly openAtStart: number;
}

/** The latest that does not fit, of months in their order: since the first of the two was published its facts have changed. Null where all fit. */
export function brokenTurn(months: readonly MonthDocument[]): BrokenTurn | null {
  const turns = months.flatMap((before, i): BrokenTurn[] => {
    const after = months[i + 1];
    const { openAtEnd } = before.totals;
    if (!after || after.totals.openAtStart === openAtEnd) return [];
    const { openAtStart } = after.totals;
    return [{ month: before.month, openAtEnd, following: after.month, openAtStart }];
  });
  return turns.at(-1) ?? null;
}
