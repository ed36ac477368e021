/**
 * Guessing is slow, mistyping is not punished, and no stranger can lock a person out.
 *
 * - Only FAILED tries count: a try takes its place first (so that a hundred at once are not all let through) and gets it back on success.
 *   Who finds every place taken by tries that are still under way waits for them: right answers at once are never too many.
 * - Per subject AND client: who guesses at one number is stopped after `failuresPerSubject`; its owner, from elsewhere, is not.
 * - Per client: `failuresPerClient`, `helpPointFactor` times as many for a registered help point.
 * - A restart forgets no failure: Redis counts them, or the database keeps them (`FailureBook`).
 * - In all: beyond `failuresPerHour`, a client that has failed waits a minute between tries; one that has not is served as ever.
 */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { Settings } from '../../settings/settings.service.js';
import { isInside } from './client.js';
import { type Counter, Counters } from './counters.service.js';
import { FailureBook } from './failure-book.service.js';

const WINDOW_SECONDS = 15 * 60;
const HOUR_SECONDS = 3_600;
const SLOWED_SECONDS = 60;
const EVERYBODY = 'all';
/** How often a try waits for others of its client before it counts as one too many. */
const PATIENCE = 12;

type Answer<T> = { readonly refused: Refusal } | { readonly proved: T | null };
type Place = readonly [Counter, string];

export interface Attempt {
  readonly what: 'ticket' | 'sign-in';
  /** Ticket number or username, as typed; compared without case. */
  readonly subject: string;
  /** From `clientOf(req)`. */
  readonly client: string;
}

/** Promises the limits of RELIABILITY.md A1 for whatever is proved with a secret; refuses with `too-many` and the minutes to wait. */
@Injectable()
export class Attempts {
  private readonly perSubject: Counter;
  private readonly perClient: Counter;
  private readonly inAll: Counter;
  private readonly slowed: Counter;
  private remembering: Promise<void> | undefined;
  private readonly underWay = new Map<string, Set<Promise<unknown>>>();

  constructor(
    counters: Counters,
    private readonly settings: Settings,
    private readonly book: FailureBook,
  ) {
    this.perSubject = counters.counter('failures-subject', WINDOW_SECONDS);
    this.perClient = counters.counter('failures-client', WINDOW_SECONDS);
    this.inAll = counters.counter('failures-all', HOUR_SECONDS);
    this.slowed = counters.counter('failures-slowed', SLOWED_SECONDS);
  }

  /** Runs `verify`, which answers null for a wrong secret, unless this client has failed too often. */
  async attempt<T>(attempt: Attempt, verify: () => Promise<T | null>): Promise<T | Refusal | null> {
    await this.remembered();
    for (let turn = 1; ; turn += 1) {
      const others = this.others(attempt.client);
      const answer = await this.amongOthers(attempt.client, async (): Promise<Answer<T>> => {
        const held = await this.holdPlaces(attempt);
        return isRefusal(held)
          ? { refused: held }
          : { proved: await this.judge(attempt, held, verify) };
      });
      if ('proved' in answer) return answer.proved;
      others.push(...this.others(attempt.client));
      if (others.length === 0 || turn === PATIENCE) return answer.refused;
      await Promise.all(others);
    }
  }

  /** What failed before this process began, read once. */
  private remembered(): Promise<void> {
    this.remembering ??= this.remember().catch((error: unknown) => {
      this.remembering = undefined;
      throw error;
    });
    return this.remembering;
  }

  private async remember(): Promise<void> {
    const counters = [
      [this.perSubject, 'subject', WINDOW_SECONDS],
      [this.perClient, 'client', WINDOW_SECONDS],
      [this.inAll, 'all', HOUR_SECONDS],
      [this.slowed, 'client', SLOWED_SECONDS],
    ] as const;
    for (const [counter, by, windowSeconds] of counters)
      for (const { key, count, leftMs } of await this.book.counted(by, windowSeconds))
        await counter.restore(key, count, leftMs);
  }

  private async judge<T>(
    attempt: Attempt,
    held: readonly Place[],
    verify: () => Promise<T | null>,
  ): Promise<T | null> {
    let hasFailed = false;
    try {
      const proved = await verify();
      hasFailed = proved === null;
      return proved;
    } finally {
      if (hasFailed) await this.countFailure(attempt);
      else await Promise.all(held.map(([counter, key]) => counter.giveBack(key)));
    }
  }

  /** Tries of this client that are under way: each ends without an error. */
  private others(client: string): Promise<unknown>[] {
    return [...(this.underWay.get(client) ?? [])];
  }

  /** Runs a try so that others of its client can wait for it. */
  private async amongOthers<T>(client: string, work: () => Promise<T>): Promise<T> {
    const all = this.underWay.get(client) ?? new Set();
    this.underWay.set(client, all);
    const running = work();
    const ended = running.catch(() => undefined);
    all.add(ended);
    try {
      return await running;
    } finally {
      all.delete(ended);
      if (all.size === 0) this.underWay.delete(client);
    }
  }

  private async holdPlaces(attempt: Attempt): Promise<Place[] | Refusal> {
    const limits = await this.settings.all();
    const { client } = attempt;
    const slowMs =
      (await this.inAll.waitMs(EVERYBODY, limits.failuresPerHour)) === null
        ? null
        : await this.slowed.waitMs(sha256(client), 1);
    if (slowMs !== null) return tooMany(slowMs);
    const factor = isInside(client, limits.helpPointNetworks) ? limits.helpPointFactor : 1;
    const wanted: [Counter, string, number][] = [
      [this.perSubject, subjectKey(attempt), limits.failuresPerSubject],
      [this.perClient, sha256(client), limits.failuresPerClient * factor],
    ];
    const held: Place[] = [];
    for (const [counter, key, most] of wanted) {
      const waitMs = await counter.take(key, most);
      if (waitMs !== null) {
        await Promise.all(held.map(([other, otherKey]) => other.giveBack(otherKey)));
        return tooMany(waitMs);
      }
      held.push([counter, key]);
    }
    return held;
  }

  private async countFailure(attempt: Attempt): Promise<void> {
    const clientKey = sha256(attempt.client);
    await this.inAll.take(EVERYBODY, Number.MAX_SAFE_INTEGER);
    await this.slowed.take(clientKey, 1);
    await this.book.enter({ subjectKey: subjectKey(attempt), clientKey });
  }
}

/** The refusal of every limit: `data.minutes` for the sentence, `data.retryAfterSeconds` for the header. */
export function tooMany(waitMs: number): Refusal {
  const minutes = Math.ceil(waitMs / 60_000);
  return new Refusal('too-many', undefined, [], {
    minutes,
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });
}

function subjectKey({ what, subject, client }: Attempt): string {
  const plain = subject
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 60);
  return sha256(`${what}:${plain}:${client}`);
}

/** What is counted and kept by: an address or a number stands nowhere. */
function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
