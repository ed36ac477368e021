/** What an outcome means for the delivery's row and for its endpoint: decided here, written by the outcome book. */
import { assertNever } from '../../shared/assert-never.js';
import type { Channel } from '../channels/channel.js';
import {
  DISABLE_AFTER_MS,
  FALLBACK_AFTER_ATTEMPTS,
  FALLBACK_WITHIN_MS,
  HOLD_MS,
  nextWaitMs,
} from './backoff.js';
import type { Outcome } from './outcome.js';

export interface Situation {
  readonly channel: Channel;
  /** The attempt just made included. */
  readonly attempts: number;
  /** Since when every attempt to the endpoint has failed. */
  readonly failingSince: Date | null;
  readonly now: Date;
  /** Uniform in [0, 1). */
  readonly random: number;
}

export interface Verdict {
  readonly state: 'done' | 'pending' | 'dead';
  /** When it is tried again; null once it has ended. */
  readonly nextAt: Date | null;
  readonly burnsAttempt: boolean;
  readonly endpoint: 'well' | 'failing' | 'disable' | 'unchanged';
  /** People are told by mail: this message alone, or with those that wait behind it. */
  readonly mailInstead: 'no' | 'this' | 'with-followers';
}

/** Never lets a message wait for ever: after the last wait of its schedule it is dead. */
export function verdictOn(outcome: Outcome, situation: Situation): Verdict {
  switch (outcome.kind) {
    case 'sent':
      return ended('done', 'well');
    case 'failed':
      return ended('dead', 'unchanged');
    case 'endpoint-gone':
      return { ...ended('dead', 'disable'), mailInstead: 'this' };
    case 'hold':
      return { ...again(situation, HOLD_MS), burnsAttempt: false };
    case 'retry':
      return afterFailure(outcome.retryAfterMs, situation);
    default:
      return assertNever(outcome);
  }
}

function afterFailure(retryAfterMs: number | null, situation: Situation): Verdict {
  const { channel, attempts, random, failingSince, now } = situation;
  const waitMs = nextWaitMs({ channel, attempts, retryAfterMs, random });
  const failingMs = failingSince === null ? 0 : now.getTime() - failingSince.getTime();
  const isHopeless = failingSince !== null && failingMs >= DISABLE_AFTER_MS;
  const isLate = failingMs + (waitMs ?? 0) > FALLBACK_WITHIN_MS; // at the next attempt
  const tellsPeople = channel === 'webhook' && (isLate || attempts >= FALLBACK_AFTER_ATTEMPTS);
  return {
    ...(waitMs === null ? ended('dead', 'failing') : again(situation, waitMs)),
    endpoint: isHopeless ? 'disable' : 'failing',
    mailInstead: tellsPeople ? 'with-followers' : 'no',
  };
}

function ended(state: 'done' | 'dead', endpoint: Verdict['endpoint']): Verdict {
  return { state, nextAt: null, burnsAttempt: true, endpoint, mailInstead: 'no' };
}

function again({ now }: Situation, waitMs: number): Verdict {
  return {
    state: 'pending',
    nextAt: new Date(now.getTime() + waitMs),
    burnsAttempt: true,
    endpoint: 'unchanged',
    mailInstead: 'no',
  };
}
