import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A partner may cease to be informed, with the step that says so; who is involved today stays so. */
export class EndInvolvements1763683200084 implements MigrationInterface {
  name = 'EndInvolvements1763683200084';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE involvements ADD COLUMN ended_seq integer');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE involvements DROP COLUMN ended_seq');
  }
}
