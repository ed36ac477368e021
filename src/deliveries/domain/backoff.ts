/**
 * When a message that failed is tried again (RELIABILITY rules 9 and 11).
 *
 * - Mail: after 1, 5, 15, 30 minutes, 1, 2, 4 hours, then every 6 hours up to three days.
 * - Webhook: after 5 seconds, 5, 30 minutes, 2, 5, 10, 14, 20, 24 hours.
 * - Jitter of ±20 %, so that many that failed together do not return together; downwards only before people are told by mail, which they
 *   are to be within 35 minutes (W4).
 * - `Retry-After` counts only between once and twice the planned wait: a receiver can neither hurry nor park us.
 */
import type { Channel } from '../channels/channel.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const MAIL_WAITS_MS = [
  ...[1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 1 * HOUR, 2 * HOUR, 4 * HOUR],
  ...Array.from({ length: 10 }, () => 6 * HOUR),
];
const WAITS_MS: Record<Channel, readonly number[]> = {
  email: MAIL_WAITS_MS,
  pec: MAIL_WAITS_MS,
  webhook: [
    ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
    ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
  ],
};
/** Shares of the planned wait between which the next attempt falls. */
const JITTER = { least: 0.8, most: 1.2 };
const EARLY_JITTER = { least: 0.8, most: 0.95 };

/** A letter that we could not even offer (our own mail settings are refused) waits this long and burns no attempt. */
export const HOLD_MS = MINUTE;
/** From the failure of this number on, a webhook's message also goes to the partner's next e-mail address. */
export const FALLBACK_AFTER_ATTEMPTS = 4;
/**
 * An endpoint that will have failed for so long at the next attempt, because it asks us to come back late or has failed before this message:
 * people are told now, not at the fourth failure.
 */
export const FALLBACK_WITHIN_MS = 34.5 * MINUTE;
/** An endpoint whose every attempt has failed for this long is not the preferred one. */
export const UNWELL_AFTER_MS = 35 * MINUTE;
/** An endpoint whose every attempt has failed for this long is switched off. */
export const DISABLE_AFTER_MS = 120 * HOUR;

export interface Failure {
  readonly channel: Channel;
  /** How many attempts have been made, this one included. */
  readonly attempts: number;
  readonly retryAfterMs: number | null;
  /** Uniform in [0, 1). */
  readonly random: number;
}

/** Milliseconds until the next attempt; null where the schedule is used up. */
export function nextWaitMs({ channel, attempts, retryAfterMs, random }: Failure): number | null {
  const planned = WAITS_MS[channel][attempts - 1];
  if (planned === undefined) return null;
  if (retryAfterMs !== null) return Math.min(Math.max(retryAfterMs, planned), 2 * planned);
  const isEarly = channel === 'webhook' && attempts < FALLBACK_AFTER_ATTEMPTS;
  const { least, most } = isEarly ? EARLY_JITTER : JITTER;
  return Math.round(planned * (least + (most - least) * random));
}
