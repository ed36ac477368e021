import { Injectable, Logger } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Bell } from '../bell.js';
import { DeliveryAttempt } from '../delivery-attempt.entity.js';
import { Delivery } from '../delivery.entity.js';
import { DeliveryListeners } from '../delivery-listeners.js';
import type { Outcome } from '../domain/outcome.js';
import { type Verdict, verdictOn } from '../domain/verdict.js';
import { Endpoint } from '../endpoint.entity.js';
import { Fallback } from './fallback.js';
import type { Leased } from './leases.js';

export interface Result {
  readonly leased: Leased;
  readonly outcome: Outcome;
  readonly durationMs: number;
  /** Null where the content could not even be opened. */
  readonly sizeBytes: number | null;
}

interface Entry {
  readonly result: Result;
  readonly resolve: (isOurs: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const RESULTS_PER_COMMIT = 50;

/**
 * Writes what attempts came to: row, attempt, endpoint's health, and what travels up, in one transaction. Results that arrive while
 * one is being written share the next commit. Refuses (false, nothing written) the mark of a lease that is no longer held.
 */
@Injectable()
export class OutcomeBook {
  private readonly log = new Logger(OutcomeBook.name);
  private readonly waiting: Entry[] = [];
  private isWriting = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly listeners: DeliveryListeners,
    private readonly fallback: Fallback,
    private readonly bell: Bell,
  ) {}

  /** Resolves once it is on disk: true where the mark was ours to write. */
  record(result: Result): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ result, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, RESULTS_PER_COMMIT);
      await this.commit(batch).catch(() => this.commitEach(batch));
    }
    this.isWriting = false;
  }

  private async commit(batch: readonly Entry[]): Promise<void> {
    const marks = await this.transactions.run(async (em) => {
      const written: boolean[] = [];
      for (const { result } of batch) written.push(await this.write(em, result));
      return written;
    });
    batch.forEach(({ resolve }, i) => resolve(marks[i] ?? false));
  }

  /** One that cannot be written must not hold up the others. */
  private async commitEach(batch: readonly Entry[]): Promise<void> {
    for (const entry of batch)
      await this.commit([entry]).catch((error: unknown) => entry.reject(error));
  }

  private async write(em: EntityManager, result: Result): Promise<boolean> {
    const { leased, outcome } = result;
    const now = this.clock.now();
    const failingSince = leased.endpoint?.failingSince ?? null;
    const verdict = verdictOn(outcome, { ...leased, failingSince, now, random: Math.random() });
    if (!(await mark(em, leased, verdict, now))) {
      this.log.warn(`delivery ${leased.id}: the lease was lost, this mark is refused`);
      return false;
    }
    await noteAttempt(em, result, verdict, now);
    await this.noteHealth(em, result, verdict);
    await this.tellPeople(em, result, verdict);
    const { nextAt } = verdict;
    if (nextAt) {
      const waitMs = nextAt.getTime() - now.getTime();
      this.transactions.afterCommit(em, () => this.bell.ring([leased.id], waitMs));
    }
    return true;
  }

  private async noteHealth(
    em: EntityManager,
    { leased, outcome }: Result,
    verdict: Verdict,
  ): Promise<void> {
    const { endpoint } = leased;
    if (!endpoint || verdict.endpoint === 'unchanged') return;
    const { id, partnerId, failingSince } = endpoint;
    const now = this.clock.now();
    if (verdict.endpoint === 'well' && failingSince) {
      await em.update(Endpoint, { id }, { failingSince: null });
    } else if (verdict.endpoint === 'failing' && !failingSince) {
      await em.update(Endpoint, { id, failingSince: IsNull() }, { failingSince: now });
    } else if (verdict.endpoint === 'disable') {
      const change = { disabledAt: now, disabledReason: outcome.detail.slice(0, 200) };
      const { affected } = await em.update(Endpoint, { id, disabledAt: IsNull() }, change);
      if (affected === 1)
        await this.listeners.hearDisabled(em, {
          endpointId: id,
          partnerId,
          reason: outcome.detail,
        });
    }
  }

  private async tellPeople(em: EntityManager, result: Result, verdict: Verdict): Promise<void> {
    const { leased, outcome } = result;
    const { mailInstead } = verdict;
    const isMailed =
      mailInstead !== 'no' &&
      (await this.fallback.mailInstead(em, leased, mailInstead === 'with-followers'));
    const isReplaced = outcome.kind === 'endpoint-gone' && isMailed; // who is told of the endpoint needs no word on each message
    if (verdict.state !== 'dead' || isReplaced) return;
    this.log.error(`delivery ${leased.id} (${leased.channel}) is dead: ${outcome.detail}`);
    await this.listeners.hearDead(em, {
      deliveryId: leased.id,
      channel: leased.channel,
      kind: leased.kind,
      subject: leased.subject,
      partnerId: leased.endpoint?.partnerId ?? null,
      reason: outcome.detail,
    });
  }
}

/** False where the lease is no longer ours. */
async function mark(
  em: EntityManager,
  { id, token, attempts }: Leased,
  { state, nextAt, burnsAttempt }: Verdict,
  now: Date,
): Promise<boolean> {
  const { affected } = await em.update(
    Delivery,
    { id, leaseToken: token },
    {
      state,
      attempts: burnsAttempt ? attempts : attempts - 1,
      nextAt: nextAt ?? now,
      leaseToken: null,
      leaseUntil: null,
      ...(state !== 'pending' && { sealedContent: null, endedAt: now }),
    },
  );
  return affected === 1;
}

const ATTEMPT_WORDS = { done: 'sent', pending: 'retry', dead: 'failed' } as const;

async function noteAttempt(
  em: EntityManager,
  { leased, outcome, durationMs, sizeBytes }: Result,
  { state }: Verdict,
  now: Date,
): Promise<void> {
  await insertRows(em, DeliveryAttempt, [
    {
      id: newId(),
      deliveryId: leased.id,
      attempt: leased.attempts,
      at: now,
      outcome: ATTEMPT_WORDS[state],
      detail: outcome.detail.slice(0, 300),
      durationMs: Math.round(durationMs),
      sizeBytes,
    },
  ]);
}
