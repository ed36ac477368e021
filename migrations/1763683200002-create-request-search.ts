import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseKind } from '../src/config/database-kind.js';

/**
 * The words of a request, for search: FTS5 on SQLite, a `tsvector` with a GIN index on PostgreSQL. Derived from `step_values` and
 * rewritten by erasure. Names and contacts are words of their own: only who may see contacts searches them.
 */
export class CreateRequestSearch1763683200002 implements MigrationInterface {
  name = 'CreateRequestSearch1763683200002';

  async up(q: QueryRunner): Promise<void> {
    if (databaseKind === 'postgres') {
      await q.query(
        `CREATE TABLE request_search (request_id varchar(36) PRIMARY KEY,
        words tsvector NOT NULL, contact_words tsvector NOT NULL)`,
      );
      await q.query('CREATE INDEX ix_request_search_words ON request_search USING gin (words)');
      await q.query(
        'CREATE INDEX ix_request_search_contacts ON request_search USING gin (contact_words)',
      );
    } else {
      await q.query(`CREATE VIRTUAL TABLE request_search USING fts5(
        request_id UNINDEXED, words, contact_words, tokenize = 'unicode61 remove_diacritics 2', prefix = '3')`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE request_search');
  }
}
