import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Lists of requests that are written in the background. */
export class CreateExportJobs1763683200075 implements MigrationInterface {
  name = 'CreateExportJobs1763683200075';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'export_jobs',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'account_id', type: 'varchar', length: '36' },
          { name: 'format', type: 'varchar', length: '60' },
          { name: 'columns', type: 'text' },
          { name: 'filed_from', type: 'varchar', length: '10' },
          { name: 'filed_to', type: 'varchar', length: '10' },
          { name: 'state', type: 'varchar', length: '60' },
          { name: 'rows_done', type: 'integer', default: 0 },
          { name: 'rows_total', type: 'integer' },
          { name: 'begun_at', type: instant },
          { name: 'lease_until', type: instant },
        ],
        foreignKeys: [
          {
            columnNames: ['account_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
          },
        ],
        indices: [
          { name: 'ix_export_jobs_begun', columnNames: ['begun_at'] },
          { name: 'ix_export_jobs_account', columnNames: ['account_id'] },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('export_jobs');
  }
}
