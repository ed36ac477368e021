import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each level has recorded, newest first. */
export class IndexStepsByRole1763683200067 implements MigrationInterface {
  name = 'IndexStepsByRole1763683200067';

  async up(q: QueryRunner): Promise<void> {
    await q.query('CREATE INDEX ix_steps_role ON steps (actor_role, recorded_at, id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_steps_role');
  }
}
