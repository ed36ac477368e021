/**
 * The only way to write.
 *
 * - One command, one `run`: all of it is stored, or none of it.
 * - SQLite: one after the other on the single writing connection, those that wait sharing a commit (`SharedCommit`); `BEGIN IMMEDIATE` is
 *   ours, because TypeORM shares one connection per data source and would mix concurrent transactions. A lock held by another process is
 *   waited for in the event loop (the driver would stop every page), at most five seconds, then `Unavailable`.
 * - PostgreSQL: a connection of the pool; crossed transactions (40001, 40P01) are run again, whole, at most three times. So
 *   `work` must have no effect outside `em`.
 * - `afterCommit` callbacks run once, after the commit, never after a rollback.
 * - Inside `work`: insert, update, query builder, query. Never `save()` or `remove()`, never mail, HTTP, files, queues.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientBase } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { isSerializationFailure, isStorageFailure } from './errors.js';
import { SharedCommit } from './shared-commit.js';
import { Conversation } from './statements/conversation.js';
import { Unavailable } from './unavailable.js';

const CROSSED_TRIES = 3;

type Work<T> = (em: EntityManager) => Promise<T>;

/** Whose transaction the code that runs now is inside. One for all: Node 20 asks each storage there is at every promise of the process. */
const inside = new AsyncLocalStorage<Transactions>();

/** Promises whole-or-nothing writes in the order in which they were asked for; refuses to nest. */
export class Transactions {
  private readonly callbacks = new WeakMap<EntityManager, (() => void)[]>();
  private readonly sharedCommit: SharedCommit;
  private readonly commitListeners = new Set<() => void>();

  constructor(private readonly dataSource: DataSource) {
    this.sharedCommit = new SharedCommit(dataSource.manager);
  }

  async run<T>(work: Work<T>): Promise<T> {
    if (inside.getStore() === this)
      throw new Error('transactions.run inside transactions.run: pass `em` on instead');
    try {
      return await inside.run(this, () =>
        databaseKind === 'sqlite' ? this.onSqlite(work) : this.onPool(work, CROSSED_TRIES),
      );
    } catch (error) {
      if (isStorageFailure(error))
        throw new Unavailable('the database cannot write', 5, { cause: error });
      throw error;
    }
  }

  /** Runs `callback` once the transaction of `em` has been committed. */
  afterCommit(em: EntityManager, callback: () => void): void {
    this.callbacks.get(em)?.push(callback);
  }

  /** Calls `heard` after every commit of this process; it must return at once and never throw. Answers the way to stop. */
  onCommit(heard: () => void): () => void {
    this.commitListeners.add(heard);
    return () => this.commitListeners.delete(heard);
  }

  /** Resolves when every write asked for so far has ended: for an orderly stop. */
  async idle(): Promise<void> {
    await this.sharedCommit.idle();
  }

  /** What follows a commit is no longer inside it: it may write in a transaction of its own. */
  private runOutside(callbacks: readonly (() => void)[]): void {
    inside.exit(() => {
      for (const callback of callbacks) callback();
      for (const heard of this.commitListeners) heard();
    });
  }

  private async onSqlite<T>(work: Work<T>): Promise<T> {
    const callbacks: (() => void)[] = [];
    let answer: { readonly value: T } | undefined;
    await this.sharedCommit.write({
      work: async (em) => {
        this.callbacks.set(em, callbacks);
        try {
          answer = { value: await work(em) };
        } finally {
          this.callbacks.delete(em);
        }
      },
      committed: () => this.runOutside(callbacks),
    });
    if (!answer) throw new Error('a write was committed that had not ended');
    return answer.value;
  }

  private async onPool<T>(work: Work<T>, tries: number): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const callbacks: (() => void)[] = [];
    let result: T;
    try {
      result = await this.inConversation(runner, (em) => {
        this.callbacks.set(em, callbacks);
        return work(em);
      });
    } catch (error) {
      if (tries > 1 && isSerializationFailure(error)) return await this.onPool(work, tries - 1);
      throw error;
    } finally {
      await runner.release();
    }
    this.runOutside(callbacks);
    return result;
  }

  private async inConversation<T>(runner: QueryRunner, work: Work<T>): Promise<T> {
    const client = (await runner.connect()) as ClientBase; // of the pool
    const conversation = await Conversation.begin(runner.manager, client);
    try {
      const result = await work(runner.manager);
      await conversation.commit();
      return result;
    } catch (error) {
      throw (await conversation.rollBack()) ?? error;
    }
  }
}
