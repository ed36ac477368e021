import type { EntityManager } from 'typeorm';
import { bind } from './statements/placeholders.js';
import { ask, tell } from './statements/statement.js';

/** Raw rows through any manager, also of a change with RETURNING. Placeholders are `:name` and `:...list`; the same text runs on both databases. */
export async function queryRows<T>(
  em: EntityManager,
  sql: string,
  parameters: Record<string, unknown> = {},
): Promise<T[]> {
  const { rows } = await ask(em, ...bind(sql, parameters));
  return rows as T[]; // the query names its columns
}

/** A change whose answer nobody needs: see {@link tell}. */
export function changeRows(
  em: EntityManager,
  sql: string,
  parameters: Record<string, unknown> = {},
): Promise<void> {
  return tell(em, ...bind(sql, parameters));
}
