import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

const id = { name: 'id', type: 'varchar', length: '36', isPrimary: true };
const ref = { type: 'varchar', length: '36' };

/** Partners' monthly sheets, line by line, and the words of their headings. */
export class CreateWorksheets1763683200021 implements MigrationInterface {
  name = 'CreateWorksheets1763683200021';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'worksheets',
        columns: [
          id,
          { name: 'partner_id', ...ref },
          { name: 'month', type: 'varchar', length: '7' },
          { name: 'file_name', type: 'varchar', length: '120' },
          { name: 'file_sha256', type: 'varchar', length: '64' },
          { name: 'state', type: 'varchar', length: '60' },
          { name: 'uploaded_by', type: 'varchar', length: '120' },
          { name: 'uploaded_at', type: instant },
          { name: 'closed_by', type: 'varchar', length: '120', isNullable: true },
          { name: 'closed_at', type: instant, isNullable: true },
        ],
        indices: [
          { name: 'uq_worksheets_month', columnNames: ['partner_id', 'month'], isUnique: true },
        ],
        foreignKeys: [to('FK_7493025be54614988b89e889ccb', 'partner_id', 'partners')],
      }),
    );
    await q.createTable(
      new Table({
        name: 'worksheet_lines',
        columns: [
          id,
          { name: 'worksheet_id', ...ref },
          { name: 'position', type: 'integer' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'task_id', ...ref, isNullable: true },
          { name: 'request_id', ...ref, isNullable: true },
          { name: 'theirs', type: 'text', isNullable: true },
          { name: 'ours', type: 'text', isNullable: true },
          { name: 'differences', type: 'text' },
          { name: 'decision', type: 'varchar', length: '60', isNullable: true },
          { name: 'decided_by', type: 'varchar', length: '120', isNullable: true },
          { name: 'decided_at', type: instant, isNullable: true },
        ],
        indices: [
          {
            name: 'uq_worksheet_lines_position',
            columnNames: ['worksheet_id', 'position'],
            isUnique: true,
          },
          { name: 'ix_worksheet_lines_task', columnNames: ['task_id'] },
          { name: 'ix_worksheet_lines_request', columnNames: ['request_id'] },
        ],
        foreignKeys: [
          to('FK_b8c3ee8becd55f8aca9e8928ebb', 'worksheet_id', 'worksheets'),
          to('FK_fe2b754ca478028050ca0eab4b2', 'task_id', 'tasks'),
          to('FK_f93352d7582645c08205cd417d8', 'request_id', 'service_requests'),
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'partner_sheet_words',
        columns: [
          { name: 'partner_id', ...ref, isPrimary: true },
          { name: 'words', type: 'text' },
        ],
        foreignKeys: [to('FK_4cd0ec44be01c2fa87648995087', 'partner_id', 'partners')],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['partner_sheet_words', 'worksheet_lines', 'worksheets'])
      await q.dropTable(table);
  }
}

function to(name: string, column: string, table: string) {
  return {
    name,
    columnNames: [column],
    referencedTableName: table,
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION',
  };
}
