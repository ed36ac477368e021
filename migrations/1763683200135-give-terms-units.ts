import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The term of a category is a span with its unit, as iters write theirs, and a request remembers the unit that its own term is counted in.
 * What is there was counted in calendar days and stays so.
 */
export class GiveTermsUnits1763683200135 implements MigrationInterface {
  name = 'GiveTermsUnits1763683200135';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE categories ADD COLUMN term text NOT NULL DEFAULT '{"days":30}'`);
    await q.query(`UPDATE categories SET term = '{"days":' || term_days || '}'`);
    await q.query('ALTER TABLE categories DROP COLUMN term_days');
    await q.query(
      `ALTER TABLE service_requests ADD COLUMN term_unit varchar(60) NOT NULL DEFAULT 'days'`,
    );
  }

  /** Working days and hours become the calendar days that hold them. */
  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE service_requests DROP COLUMN term_unit');
    await q.query('ALTER TABLE categories ADD COLUMN term_days integer NOT NULL DEFAULT 30');
    const rows = (await q.query('SELECT id, term FROM categories')) as CategoryRow[]; // the two columns asked for
    for (const { id, term } of rows) {
      const { days = 0, workingDays = 0, hours = 0 } = JSON.parse(term) as Record<string, number>; // written above
      const inDays = Math.ceil(days + (workingDays * 7) / 5 + hours / 24);
      await q.query(`UPDATE categories SET term_days = ${inDays} WHERE id = '${id}'`);
    }
    await q.query('ALTER TABLE categories DROP COLUMN term');
  }
}

interface CategoryRow {
  readonly id: string;
  readonly term: string;
}
