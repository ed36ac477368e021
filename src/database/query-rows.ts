import type { EntityManager } from 'typeorm';

/** Raw rows through any manager. Placeholders are `:name` and `:...list`; the same text runs on both databases. */
export async function queryRows<T>(
  em: EntityManager,
  sql: string,
  parameters: Record<string, unknown> = {},
): Promise<T[]> {
  const [text, values] = em.dataSource.driver.escapeQueryWithParameters(sql, parameters);
  return (await em.query(text, values)) as T[]; // the query names its columns
}
