/**
 * How many messages may be on their way to one receiver at once: few until it has shown that it keeps up, one while it does not answer.
 * Additive increase, fall at the first failure, as mail servers do with a destination (Postfix, SCHEDULER_README).
 */
export const FIRST_SHARE = 2;
export const FULL_SHARE = 16;

/** The share after a message to it was accepted, or not. */
export function nextShare(share: number, isAccepted: boolean): number {
  return isAccepted ? Math.min(share + 1, FULL_SHARE) : 1;
}
