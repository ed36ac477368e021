import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INSTANT_TYPE } from '../src/database/columns.js';

const SHEET_COLUMNS = [
  ['channel', `varchar(60) NOT NULL DEFAULT 'office'`],
  ['medium', `varchar(60) NOT NULL DEFAULT 'table'`],
  ['stored_as', 'varchar(48)'],
  ['words', `text NOT NULL DEFAULT '{}'`],
  ['answer_to', 'varchar(254)'],
  ['attempt', 'integer NOT NULL DEFAULT 0'],
  ['lease_until', INSTANT_TYPE],
  ['lines_done', 'integer NOT NULL DEFAULT 0'],
  ['lines_total', 'integer'],
  ['fault', 'text'],
  ['figures', 'text'],
] as const;
const LINE_COLUMNS = [
  ['ticked_by', 'varchar(120)'],
  ['ticked_at', INSTANT_TYPE],
] as const;

/**
 * A sheet is read beside the one that counts and takes its place at the end: of a month one is open or closed, any number are being read
 * or were refused. Lines of a PDF are ticked by hand; a closed sheet keeps its figures.
 */
export class StageWorksheets1763683200080 implements MigrationInterface {
  name = 'StageWorksheets1763683200080';

  async up(q: QueryRunner): Promise<void> {
    for (const [name, type] of SHEET_COLUMNS)
      await q.query(`ALTER TABLE worksheets ADD COLUMN ${name} ${type}`);
    for (const [name, type] of LINE_COLUMNS)
      await q.query(`ALTER TABLE worksheet_lines ADD COLUMN ${name} ${type}`);
    await q.query('DROP INDEX uq_worksheets_month');
    await q.query(
      `CREATE UNIQUE INDEX uq_worksheets_month ON worksheets (partner_id, month) WHERE state IN ('open', 'closed')`,
    );
    await q.query('CREATE INDEX ix_worksheets_partner ON worksheets (partner_id, month)');
    await q.query('CREATE INDEX ix_worksheets_reading ON worksheets (state, lease_until)');
    // those that were closed before count too
    await q.query(`UPDATE worksheets SET figures = (${FIGURES}) WHERE state = 'closed'`);
  }

  async down(q: QueryRunner): Promise<void> {
    const passing = `SELECT id FROM worksheets WHERE state NOT IN ('open', 'closed')`;
    await q.query(`DELETE FROM worksheet_lines WHERE worksheet_id IN (${passing})`);
    await q.query(`DELETE FROM worksheets WHERE state NOT IN ('open', 'closed')`);
    for (const index of ['ix_worksheets_reading', 'ix_worksheets_partner', 'uq_worksheets_month'])
      await q.query(`DROP INDEX ${index}`);
    await q.query('CREATE UNIQUE INDEX uq_worksheets_month ON worksheets (partner_id, month)');
    for (const [name] of LINE_COLUMNS)
      await q.query(`ALTER TABLE worksheet_lines DROP COLUMN ${name}`);
    for (const [name] of SHEET_COLUMNS) await q.query(`ALTER TABLE worksheets DROP COLUMN ${name}`);
  }
}

const count = (name: string, condition: string): string =>
  `'"${name}":' || CAST(COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0) AS varchar)`;

const FIGURES = `SELECT '{' || ${[
  count('matched', `kind = 'matched'`),
  count('different', `kind = 'different'`),
  count('missing', `kind = 'missing'`),
  count('unknown', `kind = 'unknown'`),
  count('accepted', `decision = 'accept'`),
  count('kept', `decision = 'keep'`),
  count('asked', `decision = 'ask'`),
].join(` || ',' || `)} || '}' FROM worksheet_lines WHERE worksheet_id = worksheets.id`;
