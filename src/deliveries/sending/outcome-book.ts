import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { Bell } from '../bell.js';
import { verdictOn } from '../domain/verdict.js';
import { Aftermath } from './aftermath.js';
import type { Judged, Result } from './marks.js';
import { markDone, markNotDone, noteAttempts, putOffFollowers } from './marks.js';

interface Entry {
  readonly result: Result;
  readonly resolve: (isOurs: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const RESULTS_PER_COMMIT = 50;

/**
 * Writes what attempts came to: row, attempt, endpoint's health, and what travels up, in one transaction. Results that arrive together, or
 * while others are being written, share a commit. Refuses (false, nothing written) the mark of a lease that is no longer held.
 */
@Injectable()
export class OutcomeBook {
  private readonly log = new Logger(OutcomeBook.name);
  private readonly waiting: Entry[] = [];
  private isWriting = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly aftermath: Aftermath,
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
      await nextTurn(); // answers that are in already come with it
      const batch = this.waiting.splice(0, RESULTS_PER_COMMIT);
      await this.commit(batch).catch(() => this.commitEach(batch));
    }
    this.isWriting = false;
  }

  private async commit(batch: readonly Entry[]): Promise<void> {
    const now = this.clock.now();
    const judged = batch.map((entry) => ({ ...judge(entry.result, now), entry }));
    const ours = new Set(await this.transactions.run((em) => this.write(em, judged, now)));
    for (const each of judged) each.entry.resolve(ours.has(each));
  }

  /** One that cannot be written must not hold up the others. */
  private async commitEach(batch: readonly Entry[]): Promise<void> {
    for (const entry of batch)
      await this.commit([entry]).catch((error: unknown) => entry.reject(error));
  }

  /** Returns those whose lease was still ours. */
  private async write<T extends Judged>(
    em: EntityManager,
    judged: readonly T[],
    now: Date,
  ): Promise<T[]> {
    const accepted = judged.filter(({ verdict }) => verdict.state === 'done');
    const ours = await markDone(em, accepted, now);
    await this.aftermath.ofAccepted(em, ours);
    for (const failed of judged.filter(({ verdict }) => verdict.state !== 'done'))
      if (await this.writeFailed(em, failed, now)) ours.push(failed);
    await noteAttempts(em, ours, now);
    const held = new Set(ours);
    for (const late of judged.filter((each) => !held.has(each)))
      this.log.warn(`delivery ${late.leased.id}: the lease was lost, this mark is refused`);
    return ours;
  }

  private async writeFailed(em: EntityManager, failed: Judged, now: Date): Promise<boolean> {
    const { leased, verdict } = failed;
    if (!(await markNotDone(em, leased, verdict, now))) return false;
    const { nextAt } = verdict;
    if (nextAt) {
      await putOffFollowers(em, leased, nextAt);
      const waitMs = nextAt.getTime() - now.getTime();
      this.transactions.afterCommit(em, () => this.bell.ring([leased.id], waitMs));
    }
    await this.aftermath.ofFailed(em, failed, now);
    return true;
  }
}

function judge(result: Result, now: Date): Judged {
  const { leased, outcome } = result;
  const failingSince = leased.endpoint?.failingSince ?? null;
  const verdict = verdictOn(outcome, { ...leased, failingSince, now, random: Math.random() });
  return { ...result, verdict };
}
