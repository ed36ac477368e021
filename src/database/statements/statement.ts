/**
 * One statement, straight to the driver: TypeORM's own way to it costs more than a small statement does. Placeholders are those of the
 * database at hand (`bind`).
 */
import type { Database, Statement } from 'better-sqlite3';
import type { ClientBase, QueryResult } from 'pg';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../../config/database-kind.js';
import { conversationOf } from './conversation.js';
import { FailedStatement } from './failed-statement.js';

export interface Answer {
  readonly rows: unknown[];
  /** How many rows it met. */
  readonly count: number;
}

/** Waits for the answer. */
export async function ask(
  em: EntityManager,
  text: string,
  values: unknown[] = [],
): Promise<Answer> {
  const conversation = conversationOf(em);
  if (conversation) return answerOf(await conversation.ask(text, values));
  try {
    return databaseKind === 'sqlite'
      ? onSqlite(em, text, values)
      : answerOf(await onPool(em, text, values));
  } catch (error) {
    throw new FailedStatement(error, text);
  }
}

/**
 * For what changes rows and whose answer nobody needs. Within a transaction on PostgreSQL it is not waited for: that it failed is heard with the
 * next answer or with the commit. Elsewhere it rejects itself.
 */
export async function tell(em: EntityManager, text: string, values: unknown[]): Promise<void> {
  const conversation = conversationOf(em);
  if (conversation) await conversation.tell(text, values);
  else await ask(em, text, values);
}

function answerOf({ rows, rowCount }: QueryResult): Answer {
  return { rows, count: rowCount ?? 0 };
}

/** Outside a transaction: over the connection that `em` has, or any of the pool. */
async function onPool(em: EntityManager, text: string, values: unknown[]): Promise<QueryResult> {
  const runner = em.queryRunner ?? em.dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase; // TypeORM's driver for PostgreSQL
    return await client.query(text, values);
  } finally {
    if (runner !== em.queryRunner) await runner.release();
  }
}

const prepared = new WeakMap<Database, Map<string, Statement<unknown[]>>>();
/** More than the product has of its own: lists of every length make new texts, and those beyond push out the oldest. */
const STATEMENTS_KEPT = 500;

function onSqlite(em: EntityManager, text: string, values: unknown[]): Answer {
  const { databaseConnection } = em.dataSource.driver as unknown as {
    readonly databaseConnection: Database; // TypeORM's driver for SQLite
  };
  const statement = statementOf(databaseConnection, text);
  if (!statement.reader) return { rows: [], count: statement.run(...values).changes };
  const rows = statement.all(...values);
  return { rows, count: rows.length };
}

function statementOf(database: Database, text: string): Statement<unknown[]> {
  const kept = prepared.get(database) ?? new Map<string, Statement<unknown[]>>();
  prepared.set(database, kept);
  const known = kept.get(text);
  if (known) return known;
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= STATEMENTS_KEPT) kept.delete(oldest);
  const fresh = database.prepare<unknown[]>(text);
  kept.set(text, fresh);
  return fresh;
}
