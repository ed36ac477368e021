import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was open on a day that is past is read from the closings after it, by the day of the filing: in the index, without the rows of all that was closed since. */
export class IndexClosingsByFiling1763683200141 implements MigrationInterface {
  name = 'IndexClosingsByFiling1763683200141';

  up(q: QueryRunner): Promise<void> {
    return replace(q, `(closed_on, filed_on, request_id) WHERE state_kind = 'closed'`);
  }

  down(q: QueryRunner): Promise<void> {
    return replace(q, '(closed_on)');
  }
}

async function replace(q: QueryRunner, columns: string): Promise<void> {
  await q.query('DROP INDEX ix_request_facts_closed');
  await q.query(`CREATE INDEX ix_request_facts_closed ON request_facts ${columns}`);
}
