import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link that was handed on knows which link it came from: they end together. Of older ones nobody knows. */
export class NoteHandedLinks1763683200126 implements MigrationInterface {
  name = 'NoteHandedLinks1763683200126';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE task_links ADD COLUMN handed_from varchar(36)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE task_links DROP COLUMN handed_from');
  }
}
