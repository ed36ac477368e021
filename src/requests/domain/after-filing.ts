const MINUTE_MS = 60_000;

/**
 * The moment of something that is said to have happened on a request. People tell it by the minute: what happened in the very minute of the
 * filing came after it, not before. Anything else stays as it was told.
 */
export function afterFiling(told: Date, filedAt: Date): Date {
  const minute = Math.floor(filedAt.getTime() / MINUTE_MS) * MINUTE_MS;
  return told < filedAt && told.getTime() >= minute ? filedAt : told;
}
