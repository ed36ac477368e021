import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Mail that came in, and addresses that do not take ours. */
export class CreateReceivedMails1763683200022 implements MigrationInterface {
  name = 'CreateReceivedMails1763683200022';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'received_mails',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'sha256', type: 'varchar', length: '64' },
          { name: 'received_at', type: instant },
          { name: 'outcome', type: 'varchar', length: '60' },
          { name: 'sealed_text', type: 'text', isNullable: true },
          { name: 'settled_at', type: instant, isNullable: true },
        ],
        indices: [
          { name: 'uq_received_mails_sha256', columnNames: ['sha256'], isUnique: true },
          { name: 'ix_received_mails_open', columnNames: ['settled_at', 'received_at'] },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'bounced_addresses',
        columns: [
          { name: 'address', type: 'varchar', length: '254', isPrimary: true },
          { name: 'reason', type: 'varchar', length: '200' },
          { name: 'at', type: instant },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['bounced_addresses', 'received_mails']) await q.dropTable(table);
  }
}
