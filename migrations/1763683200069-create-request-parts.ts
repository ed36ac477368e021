import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** A request can be split into several; the list of an office's tasks gets an index in the order in which it is read. */
export class CreateRequestParts1763683200069 implements MigrationInterface {
  name = 'CreateRequestParts1763683200069';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'request_parts',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'parent_id', type: 'varchar', length: '36' },
          { name: 'parent_waits', type: 'boolean' },
          { name: 'seq', type: 'integer' },
        ],
        indices: [{ name: 'ix_request_parts_parent', columnNames: ['parent_id'], isUnique: false }],
        foreignKeys: [
          toRequest('FK_32c90b75c467cf15158936cdcb6', 'request_id'),
          toRequest('FK_0be7db758fb866b00f814f0777b', 'parent_id'),
        ],
      }),
    );
    await q.query('DROP INDEX ix_tasks_office');
    await q.query('CREATE INDEX ix_tasks_office ON tasks (office_id, state, due_at, id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_tasks_office');
    await q.query('CREATE INDEX ix_tasks_office ON tasks (office_id, state)');
    await q.dropTable('request_parts');
  }
}

function toRequest(name: string, column: string) {
  return {
    name,
    columnNames: [column],
    referencedTableName: 'service_requests',
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION',
  };
}
