import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseKind } from '../src/config/database-kind.js';

/** The database itself refuses to change or delete a recorded step, or an entry of the audit list. */
export class GuardSteps1763683200001 implements MigrationInterface {
  name = 'GuardSteps1763683200001';

  async up(q: QueryRunner): Promise<void> {
    if (databaseKind === 'postgres') {
      await q.query(`CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`);
    }
    for (const table of APPEND_ONLY) {
      for (const operation of ['UPDATE', 'DELETE']) await q.query(refusal(table, operation));
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of APPEND_ONLY) {
      for (const operation of ['UPDATE', 'DELETE']) {
        const on = databaseKind === 'postgres' ? ` ON ${table}` : '';
        await q.query(`DROP TRIGGER ${triggerName(table, operation)}${on}`);
      }
    }
    if (databaseKind === 'postgres') await q.query('DROP FUNCTION refuse_change()');
  }
}

const APPEND_ONLY = ['steps', 'audit_entries'];

function refusal(table: string, operation: string): string {
  const head = `CREATE TRIGGER ${triggerName(table, operation)} BEFORE ${operation} ON ${table}`;
  return databaseKind === 'postgres'
    ? `${head} FOR EACH ROW EXECUTE FUNCTION refuse_change()`
    : `${head} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`;
}

function triggerName(table: string, operation: string): string {
  return `tr_${table}_refuse_${operation.toLowerCase()}`;
}
