import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEXES = {
  ix_deliveries_due_to_endpoint: `(endpoint_id, next_at) WHERE channel = 'webhook' AND state = 'pending'`,
  ix_deliveries_open: `(created_at) WHERE state IN ('pending', 'leased')`,
  ix_deliveries_dead: `(next_at, id) WHERE state = 'dead'`,
};

/** What waits and what died is found without reading what has long been sent, nor what waits for another receiver. */
export class IndexOpenDeliveries1763683200095 implements MigrationInterface {
  name = 'IndexOpenDeliveries1763683200095';

  async up(q: QueryRunner): Promise<void> {
    for (const [name, rows] of Object.entries(INDEXES))
      await q.query(`CREATE INDEX ${name} ON deliveries ${rows}`);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of Object.keys(INDEXES)) await q.query(`DROP INDEX ${name}`);
  }
}
