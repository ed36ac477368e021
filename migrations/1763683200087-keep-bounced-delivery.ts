import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A marked address keeps which delivery came back: whom it was for can then be told. Of older marks nobody knows. */
export class KeepBouncedDelivery1763683200087 implements MigrationInterface {
  name = 'KeepBouncedDelivery1763683200087';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE bounced_addresses ADD COLUMN delivery_id varchar(36)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE bounced_addresses DROP COLUMN delivery_id');
  }
}
