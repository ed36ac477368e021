import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

const id = { name: 'id', type: 'varchar', length: '36', isPrimary: true };

/** Task pages by mail: the links, the codes that prove a mailbox, the devices that have proved one. */
export class CreateTaskLinks1763683200020 implements MigrationInterface {
  name = 'CreateTaskLinks1763683200020';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'task_links',
        columns: [
          id,
          { name: 'task_id', type: 'varchar', length: '36' },
          { name: 'partner_id', type: 'varchar', length: '36' },
          { name: 'address', type: 'varchar', length: '254', isNullable: true },
          { name: 'person_name', type: 'varchar', length: '120', isNullable: true },
          { name: 'handed_by', type: 'varchar', length: '120', isNullable: true },
          { name: 'created_at', type: instant },
          { name: 'expires_at', type: instant },
          { name: 'revoked_at', type: instant, isNullable: true },
          { name: 'reminded_at', type: instant, isNullable: true },
        ],
        indices: [
          { name: 'ix_task_links_task', columnNames: ['task_id', 'address'] },
          { name: 'ix_task_links_partner', columnNames: ['partner_id'] },
          { name: 'ix_task_links_expires', columnNames: ['reminded_at', 'expires_at'] },
        ],
        foreignKeys: [
          to('FK_d85cf151e67dd7239c263188282', 'task_id', 'tasks'),
          to('FK_9174ba2b68fed274d0dd0ce93a8', 'partner_id', 'partners'),
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'mailbox_codes',
        columns: [
          id,
          { name: 'link_id', type: 'varchar', length: '36' },
          { name: 'fingerprint', type: 'varchar', length: '64' },
          { name: 'created_at', type: instant },
          { name: 'expires_at', type: instant },
          { name: 'tries', type: 'integer' },
          { name: 'used_at', type: instant, isNullable: true },
        ],
        indices: [{ name: 'ix_mailbox_codes_link', columnNames: ['link_id', 'created_at'] }],
        foreignKeys: [to('FK_f9750a07d8f1fa3fc79110f2135', 'link_id', 'task_links')],
      }),
    );
    await q.createTable(
      new Table({
        name: 'proven_devices',
        columns: [
          id,
          { name: 'device_sha256', type: 'varchar', length: '64' },
          { name: 'partner_id', type: 'varchar', length: '36' },
          { name: 'address', type: 'varchar', length: '254' },
          { name: 'person_name', type: 'varchar', length: '120' },
          { name: 'proven_at', type: instant },
          { name: 'expires_at', type: instant },
        ],
        indices: [
          {
            name: 'uq_proven_devices',
            columnNames: ['device_sha256', 'partner_id', 'address'],
            isUnique: true,
          },
          { name: 'ix_proven_devices_partner', columnNames: ['partner_id'] },
        ],
        foreignKeys: [to('FK_17533f3ad6b4ef6ab0443beabcb', 'partner_id', 'partners')],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['proven_devices', 'mailbox_codes', 'task_links']) await q.dropTable(table);
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
