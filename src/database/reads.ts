import type { DataSource, EntityManager, ObjectLiteral, EntityTarget, Repository } from 'typeorm';

/**
 * Reading for pages. On SQLite a second, read-only connection that never waits for a writer and sees the last commit; on PostgreSQL
 * the pool. Nothing is written through it.
 */
export class Reads {
  constructor(private readonly dataSource: DataSource) {}

  get em(): EntityManager {
    return this.dataSource.manager;
  }

  of<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.dataSource.getRepository(entity);
  }

  /** Raw rows. Placeholders are `:name`; the same text runs on both databases. */
  async rows<T>(sql: string, parameters: Record<string, unknown> = {}): Promise<T[]> {
    const [text, values] = this.dataSource.driver.escapeQueryWithParameters(sql, parameters);
    return (await this.dataSource.query(text, values)) as T[]; // the query names its columns
  }
}
