import type { MigrationInterface, QueryRunner } from 'typeorm';

const NEW = {
  ix_deliveries_due_to_endpoint: `(endpoint_id, next_at) WHERE state = 'pending' AND endpoint_id IS NOT NULL`,
  ix_deliveries_open: '(created_at) WHERE ended_at IS NULL',
};
const OLD = {
  ix_deliveries_due_to_endpoint: `(endpoint_id, next_at) WHERE channel = 'webhook' AND state = 'pending'`,
  ix_deliveries_open: `(created_at) WHERE state IN ('pending', 'leased')`,
};

/** Each index fits one question only: where two fitted, PostgreSQL with old statistics took the one that reads all that waits. */
export class IndexDeliveriesApart1763683200096 implements MigrationInterface {
  name = 'IndexDeliveriesApart1763683200096';

  up(q: QueryRunner): Promise<void> {
    return remake(q, NEW);
  }

  down(q: QueryRunner): Promise<void> {
    return remake(q, OLD);
  }
}

async function remake(q: QueryRunner, indexes: Record<string, string>): Promise<void> {
  for (const [name, rows] of Object.entries(indexes)) {
    await q.query(`DROP INDEX ${name}`);
    await q.query(`CREATE INDEX ${name} ON deliveries ${rows}`);
  }
}
