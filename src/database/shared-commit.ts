/**
 * SQLite's single writing connection, shared: writes that wait while another is at work join its transaction, each in a savepoint of its
 * own, and one commit makes them all durable (the disk's flush is what a commit costs). Nobody hears of success before the commit.
 */
import { AsyncResource } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { isBusy } from './errors.js';
import { ask } from './statements/statement.js';
import { Unavailable } from './unavailable.js';

const BUSY_LIMIT_MS = 5_000;
/** How many share a commit, so that the first does not wait long for the last. */
const WRITES_PER_COMMIT = 16;

/** What is written, and what is told once it is on disk. */
export interface Write {
  work(em: EntityManager): Promise<unknown>;
  committed(): void;
}

interface Waiting extends Write {
  /** The caller's own surroundings: the queue runs in those of whoever came first. */
  readonly scope: AsyncResource;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Promises writes in the order in which they came, each whole or not at all. */
export class SharedCommit {
  private readonly waiting: Waiting[] = [];
  private draining: Promise<void> | undefined;

  constructor(private readonly em: EntityManager) {}

  /** Resolves once it is on disk. */
  write(write: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      const scope = new AsyncResource('write');
      this.waiting.push({ ...write, scope, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.draining;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      await nextTurn(); // whoever is about to write in this turn of the event loop comes along
      await this.commitSome();
    }
    this.draining = undefined;
  }

  private async commitSome(): Promise<void> {
    try {
      await this.beginImmediate();
    } catch (error) {
      this.waiting.shift()?.reject(error);
      return;
    }
    const written: Waiting[] = [];
    try {
      await this.workThrough(written);
      await ask(this.em, 'COMMIT');
    } catch (error) {
      await ask(this.em, 'ROLLBACK').catch(() => undefined); // SQLite has rolled back by itself after some errors
      for (const { reject } of written) reject(error);
      return;
    }
    for (const { scope, committed, resolve } of written) {
      scope.runInAsyncScope(committed);
      resolve();
    }
  }

  /** `written` holds those that wait for the commit; who fails has been told already and left nothing. */
  private async workThrough(written: Waiting[]): Promise<void> {
    for (let count = 0; count < WRITES_PER_COMMIT && this.waiting.length > 0; count += 1) {
      await ask(this.em, 'SAVEPOINT one');
      const next = this.waiting.shift();
      try {
        await next?.scope.runInAsyncScope(() => next.work(this.em));
        if (next) written.push(next);
      } catch (error) {
        next?.reject(error);
        await ask(this.em, 'ROLLBACK TO one');
      }
      await ask(this.em, 'RELEASE one');
    }
  }

  private async beginImmediate(): Promise<void> {
    const giveUp = performance.now() + BUSY_LIMIT_MS;
    for (;;) {
      try {
        await ask(this.em, 'BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > giveUp)
          throw new Unavailable('the database is locked', 5, { cause: error });
        await sleep(5 + Math.random() * 20);
      }
    }
  }
}
