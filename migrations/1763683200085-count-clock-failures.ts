import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A clock that could not be fired is tried again later and later: how often it has failed. */
export class CountClockFailures1763683200085 implements MigrationInterface {
  name = 'CountClockFailures1763683200085';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE due_clocks ADD COLUMN failures integer NOT NULL DEFAULT 0');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE due_clocks DROP COLUMN failures');
  }
}
