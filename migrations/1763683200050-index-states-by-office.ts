import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A desk asks for a state of its own office by term: the index serves that order. */
export class IndexStatesByOffice1763683200050 implements MigrationInterface {
  name = 'IndexStatesByOffice1763683200050';

  async up(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_service_requests_state');
    await q.query(
      'CREATE INDEX ix_service_requests_office_state ON service_requests (office_id, state_code, due_at, id)',
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_service_requests_office_state');
    await q.query(
      'CREATE INDEX ix_service_requests_state ON service_requests (state_code, filed_at)',
    );
  }
}
