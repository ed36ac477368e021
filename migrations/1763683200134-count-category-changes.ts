import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Categories are changed in the browser: of two people who change one at once exactly one wins. */
export class CountCategoryChanges1763683200134 implements MigrationInterface {
  name = 'CountCategoryChanges1763683200134';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE categories ADD COLUMN version integer NOT NULL DEFAULT 1');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE categories DROP COLUMN version');
  }
}
