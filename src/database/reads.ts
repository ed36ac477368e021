import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { queryRows } from './query-rows.js';

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

  /** Raw rows: see {@link queryRows}. */
  rows<T>(sql: string, parameters: Record<string, unknown> = {}): Promise<T[]> {
    return queryRows<T>(this.em, sql, parameters);
  }
}
