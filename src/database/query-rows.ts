import type { EntityManager } from 'typeorm';
import { bind } from './placeholders.js';

/** Raw rows through any manager. Placeholders are `:name` and `:...list`; the same text runs on both databases. */
export async function queryRows<T>(
  em: EntityManager,
  sql: string,
  parameters: Record<string, unknown> = {},
): Promise<T[]> {
  const [text, values] = bind(sql, parameters);
  return (await em.query(text, values)) as T[]; // the query names its columns
}

/** The rows of an `UPDATE … RETURNING`. */
export async function returnedRows<T>(
  em: EntityManager,
  sql: string,
  parameters: Record<string, unknown> = {},
): Promise<T[]> {
  const [text, values] = bind(sql, parameters);
  return flatRows<T>(await em.query(text, values));
}

/** PostgreSQL's driver answers an update with [rows, count]. */
export function flatRows<T>(answer: unknown): T[] {
  const rows = answer as (T | T[])[]; // the query names its columns
  const [first] = rows;
  return Array.isArray(first) ? first : (rows as T[]);
}
