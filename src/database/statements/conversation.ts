/**
 * A transaction's talk with PostgreSQL, over the one connection that it has.
 *
 * - Statements are carried out in the order in which they are given, and leave at once: none waits for the answer to the one before it.
 * - What is only told (`tell`) is not waited for. The first statement that fails fails the transaction: the server refuses all that follow
 *   (25P02), and whoever waits for one of them, or for the commit, hears that first failure.
 * - A commit that the server did not make is a failure, also where nobody had noticed one before.
 */
import type { ClientBase, QueryResult } from 'pg';
import type { EntityManager } from 'typeorm';
import { isFollowUp } from '../errors.js';
import { FailedStatement } from './failed-statement.js';

const open = new WeakMap<EntityManager, Conversation>();

/** The conversation of the transaction that `em` is in; undefined outside one, and on SQLite. */
export function conversationOf(em: EntityManager): Conversation | undefined {
  return open.get(em);
}

/** So that who writes thousands of rows does not pile them up in memory. */
const UNANSWERED_AT_MOST = 200;

/** Promises that a transaction is committed whole, or not at all and with the first failure. Refuses what comes after its end. */
export class Conversation {
  private failure: FailedStatement | undefined;
  private unanswered = 0;
  private isOver = false;

  private constructor(private readonly client: ClientBase) {}

  static async begin(em: EntityManager, client: ClientBase): Promise<Conversation> {
    const conversation = new Conversation(client);
    await conversation.ask('START TRANSACTION');
    open.set(em, conversation);
    return conversation;
  }

  /** Rejects with the first failure of the transaction. */
  ask(text: string, values: unknown[] = []): Promise<QueryResult> {
    if (this.isOver)
      return Promise.reject(new Error('a statement after the end of its transaction'));
    return this.send(text, values);
  }

  /** Whether it succeeds is known at the next answer, at the latest at the commit. */
  async tell(text: string, values: unknown[]): Promise<void> {
    const answered = this.ask(text, values);
    if (this.unanswered > UNANSWERED_AT_MOST) await answered;
    else answered.catch(() => undefined); // `failure` keeps it
  }

  async commit(): Promise<void> {
    if (this.failure) throw this.failure; // what could not even be sent, the server does not know
    const committed = this.ask('COMMIT');
    this.isOver = true;
    const { command } = await committed;
    if (this.failure) throw this.failure;
    if (command !== 'COMMIT') throw new Error(`the commit was answered with ${command}`);
  }

  /** Undoes all of it; answers the first failure, where a statement of it failed. */
  async rollBack(): Promise<FailedStatement | undefined> {
    this.isOver = true;
    await this.send('ROLLBACK', []).catch(() => undefined); // a connection that is gone has rolled back by itself
    return this.failure;
  }

  private send(text: string, values: unknown[]): Promise<QueryResult> {
    this.unanswered += 1;
    return new Promise((resolve, reject) => {
      this.client.query(text, values, (error: Error | null, result) => {
        this.unanswered -= 1;
        if (!error) return resolve(result);
        const failed = new FailedStatement(error, text);
        if (!isFollowUp(error)) this.failure ??= failed;
        reject(this.failure ?? failed);
      });
    });
  }
}
