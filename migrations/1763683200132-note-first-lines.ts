import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A line of a monthly sheet that lists a job once more names the line that has it already. */
export class NoteFirstLines1763683200132 implements MigrationInterface {
  name = 'NoteFirstLines1763683200132';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE worksheet_lines ADD COLUMN first_line integer');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE worksheet_lines DROP COLUMN first_line');
  }
}
