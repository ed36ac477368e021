import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { databaseKind } from '../src/config/database-kind.js';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Months that never change again: the database itself refuses to alter one or take it away. */
export class CreatePublishedMonths1763683200072 implements MigrationInterface {
  name = 'CreatePublishedMonths1763683200072';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'published_months',
        columns: [
          { name: 'month', type: 'varchar', length: '7', isPrimary: true },
          { name: 'revision', type: 'integer', isPrimary: true },
          { name: 'published_at', type: instant },
          { name: 'document', type: 'text' },
          { name: 'checksum', type: 'varchar', length: '64' },
          { name: 'reason', type: 'varchar', length: '500', isNullable: true },
          { name: 'published_by', type: 'varchar', length: '120', isNullable: true },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'month_mailings',
        columns: [
          { name: 'month', type: 'varchar', length: '7', isPrimary: true },
          { name: 'revision', type: 'integer', isPrimary: true },
          { name: 'mailing', type: 'varchar', length: '60', isPrimary: true },
          { name: 'posted_at', type: instant },
        ],
      }),
    );
    for (const operation of ['UPDATE', 'DELETE']) await q.query(refusal(operation));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('month_mailings');
    await q.dropTable('published_months'); // its triggers go with it
  }
}

function refusal(operation: string): string {
  const name = `tr_published_months_refuse_${operation.toLowerCase()}`;
  const head = `CREATE TRIGGER ${name} BEFORE ${operation} ON published_months`;
  return databaseKind === 'postgres'
    ? `${head} FOR EACH ROW EXECUTE FUNCTION refuse_change()`
    : `${head} BEGIN SELECT RAISE(ABORT, 'published_months is append-only'); END`;
}
