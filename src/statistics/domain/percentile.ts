/**
 * Median and 90th percentile by linear interpolation between the closest ranks (Hyndman and Fan, type 7): what spreadsheets call
 * PERCENTILE.INC (INC.PERCENTILE) and MEDIAN, SQL `PERCENTILE_CONT`. A council can check a number with the export and a spreadsheet.
 *
 * For n values in order, the percentile p stands at rank 1 + p·(n − 1), counted from 1; where that is no whole number, between the two
 * values beside it in proportion. The median of an even number of values is so the mean of the two in the middle. No value: no percentile.
 */
export const DAY_MS = 86_400_000;

/** The two ranks (from 1, equal where the percentile falls on a value) and how far between them it stands (0 to under 1). */
export interface Ranks {
  readonly lower: number;
  readonly upper: number;
  readonly fraction: number;
}

/** `tenths` is the percentile in tenths (5 the median, 9 the 90th), so that ranks are exact. Refuses no cases. */
export function ranksOf(cases: number, tenths: number): Ranks {
  if (!Number.isInteger(cases) || cases < 1) throw new Error(`no rank among ${cases} values`);
  const scaled = tenths * (cases - 1);
  const lower = Math.floor(scaled / 10) + 1;
  const rest = scaled % 10;
  return { lower, upper: rest === 0 ? lower : lower + 1, fraction: rest / 10 };
}

/** The value at `ranks`, given the values that stand at its two ranks. */
export function interpolate(ranks: Ranks, atLower: number, atUpper: number): number {
  return atLower + (atUpper - atLower) * ranks.fraction;
}

/** Days as a decimal from milliseconds: 1 day = 24 hours that really passed. */
export function daysOf(milliseconds: number): number {
  return milliseconds / DAY_MS;
}
