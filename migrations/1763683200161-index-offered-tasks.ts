import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a partner was offered in a period, and the list behind each number of its score, are read in the order of the offers. */
export class IndexOfferedTasks1763683200161 implements MigrationInterface {
  name = 'IndexOfferedTasks1763683200161';

  async up(q: QueryRunner): Promise<void> {
    await q.query('CREATE INDEX ix_tasks_offered ON tasks (partner_id, offered_at, id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_tasks_offered');
  }
}
