import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Addresses of district councils that want no monthly letter. */
export class CreateStoppedDigests1763683200127 implements MigrationInterface {
  name = 'CreateStoppedDigests1763683200127';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'stopped_digests',
        columns: [
          { name: 'endpoint_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'stopped_at', type: instant },
        ],
        foreignKeys: [
          {
            name: 'FK_c9b83130367b903cf4f4bbe2678',
            columnNames: ['endpoint_id'],
            referencedTableName: 'endpoints',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('stopped_digests');
  }
}
