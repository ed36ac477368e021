import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/**
 * The closings that reopenings undid. Those before this migration are not known: such a request goes on counting as open without a break
 * until its last closing, as all of them did.
 */
export class CreateRequestReopenings1763683200030 implements MigrationInterface {
  name = 'CreateRequestReopenings1763683200030';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'request_reopenings',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'seq', type: 'integer', isPrimary: true },
          { name: 'closed_at', type: instant },
          { name: 'closed_on', type: 'varchar', length: '10' },
          { name: 'due_at', type: instant },
          { name: 'outcome', type: 'varchar', length: '60', isNullable: true },
          { name: 'is_withdrawn', type: 'boolean' },
          { name: 'reopened_at', type: instant },
          { name: 'reopened_on', type: 'varchar', length: '10' },
        ],
        indices: [
          { name: 'ix_request_reopenings_closed', columnNames: ['closed_on'], isUnique: false },
          { name: 'ix_request_reopenings_reopened', columnNames: ['reopened_on'], isUnique: false },
        ],
        foreignKeys: [
          {
            name: 'FK_c6e17eb0ffd9826cb77fb3a618e',
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
    await q.dropTable('request_reopenings');
  }
}
