import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Several people may follow one request. */
export class CreateFollowers1763683200092 implements MigrationInterface {
  name = 'CreateFollowers1763683200092';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'followers',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'request_id', type: 'varchar', length: '36' },
          { name: 'seq', type: 'integer' },
          { name: 'ended_seq', type: 'integer', isNullable: true },
        ],
        indices: [
          {
            name: 'ix_followers_request',
            columnNames: ['request_id', 'ended_seq'],
            isUnique: false,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_12025b9d376673e112bce81799b',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('followers');
  }
}
