import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A partner's log is read newest first (ids are in order of time), and an attempt says how much it carried; of older ones nobody knows. */
export class MeasureDeliveryAttempts1763683200083 implements MigrationInterface {
  name = 'MeasureDeliveryAttempts1763683200083';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE delivery_attempts ADD COLUMN size_bytes integer');
    await q.query('DROP INDEX ix_deliveries_endpoint');
    await q.query('CREATE INDEX ix_deliveries_endpoint ON deliveries (endpoint_id, id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_deliveries_endpoint');
    await q.query('CREATE INDEX ix_deliveries_endpoint ON deliveries (endpoint_id)');
    await q.query('ALTER TABLE delivery_attempts DROP COLUMN size_bytes');
  }
}
