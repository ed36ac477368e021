/** When a clock that could not be fired is tried again. Pure. */
const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 24 * 60;

/** After 1, 2, 4, … minutes, at last once a day: `failures` counts this one too. */
export function nextTry(now: Date, failures: number): Date {
  const minutes = Math.min(2 ** (failures - 1), LONGEST_MINUTES);
  return new Date(now.getTime() + minutes * MINUTE_MS);
}
