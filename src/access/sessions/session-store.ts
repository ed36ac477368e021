/**
 * Browser sessions in the database, so that they can be ended from anywhere.
 *
 * - The table holds the SHA-256 of the id: who reads the table cannot take over a session.
 * - A session ends after `IDLE_MS` without a visit and `ABSOLUTE_MS` after it began, whatever the cookie says.
 * - Being seen is written at most once a minute, so a page view costs a read and no write.
 * - A session that was ended is never written back by a request that was still running: only a new one inserts.
 */
import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type SessionData, Store } from 'express-session';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { Reads } from '../../database/reads.js';
import { selectRow } from '../../database/select-rows.js';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { Session } from '../session.entity.js';
import './session-data.js';

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
const SEEN_EVERY_MS = 60_000;

/** What the session's id is stored as. */
export function sessionKey(sid: string): string {
  return createHash('sha256').update(sid, 'utf8').digest('hex');
}

/** Promises that an ended or expired session opens nothing, at once and in every process. */
@Injectable()
export class SessionStore extends Store implements OnApplicationShutdown {
  private readonly logger = new Logger('sessions');
  private readonly seeing = new Set<Promise<void>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {
    super();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.settled();
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    answer(this.read(sid), done);
  }

  override set(sid: string, session: SessionData, done?: (error?: unknown) => void): void {
    answer(this.write(sid, session), done);
  }

  /** The page does not wait for it: a locked database must not hold back what was only read. */
  override touch(sid: string, session: SessionData, done?: () => void): void {
    const seeing = this.see(sid, session)
      .catch((error: unknown) => this.logger.warn({ event: 'not-seen', reason: String(error) }))
      .finally(() => this.seeing.delete(seeing));
    this.seeing.add(seeing);
    done?.();
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    const idSha256 = sessionKey(sid);
    answer(
      this.transactions.run((em) => em.delete(Session, { idSha256 })),
      done && ((error) => done(error)),
    );
  }

  /** Resolves when all that was seen so far is written: for an orderly stop. */
  async settled(): Promise<void> {
    await Promise.all(this.seeing);
  }

  /** Ends every session of a person; with `exceptSid`, all but the one that asks. */
  async endSessionsOf(em: EntityManager, accountId: string, exceptSid?: string): Promise<void> {
    const doomed = em.createQueryBuilder().delete().from(Session).where({ accountId });
    if (exceptSid) doomed.andWhere('id_sha256 <> :kept', { kept: sessionKey(exceptSid) });
    await doomed.execute();
  }

  /** Deletes what has expired; answers how many. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const swept = await this.transactions.run((em) =>
      em
        .createQueryBuilder()
        .delete()
        .from(Session)
        .where('expires_at <= :now', { now: now.toISOString() })
        .execute(),
    );
    return swept.affected ?? 0;
  }

  private async read(sid: string): Promise<SessionData | null> {
    const row = await selectRow(this.reads.em, Session, 'WHERE id_sha256 = :key', {
      key: sessionKey(sid),
    });
    if (!row || row.expiresAt <= this.clock.now()) return null;
    const data = JSON.parse(row.data) as SessionData; // written by `write`
    return { ...data, startedAt: row.createdAt.toISOString(), seenAt: row.seenAt.toISOString() };
  }

  private async write(sid: string, session: SessionData): Promise<void> {
    const now = this.clock.now();
    const startedAt = session.startedAt ? new Date(session.startedAt) : now;
    const row = {
      accountId: session.accountId ?? null,
      data: JSON.stringify(session),
      seenAt: now,
      expiresAt: expiry(startedAt, now),
    };
    const idSha256 = sessionKey(sid);
    await this.transactions.run(async (em) => {
      if (session.startedAt) await em.update(Session, { idSha256 }, row);
      else await insertRows(em, Session, [{ idSha256, createdAt: now, ...row }]);
    });
    session.startedAt = startedAt.toISOString();
    session.seenAt = now.toISOString();
  }

  private async see(sid: string, session: SessionData): Promise<void> {
    const now = this.clock.now();
    if (!session.startedAt) return;
    if (Math.abs(now.getTime() - new Date(session.seenAt).getTime()) < SEEN_EVERY_MS) return;
    const expiresAt = expiry(new Date(session.startedAt), now);
    const idSha256 = sessionKey(sid);
    await this.transactions.run((em) =>
      em.update(Session, { idSha256 }, { seenAt: now, expiresAt }),
    );
  }
}

function expiry(startedAt: Date, seenAt: Date): Date {
  return new Date(Math.min(startedAt.getTime() + ABSOLUTE_MS, seenAt.getTime() + IDLE_MS));
}

/** express-session speaks callbacks; its own errors must reach `next`. */
function answer<T>(
  work: Promise<T>,
  done: ((error: unknown, result?: T) => void) | undefined,
): void {
  work.then(
    (result) => done?.(null, result),
    (error: unknown) => done?.(error),
  );
}
