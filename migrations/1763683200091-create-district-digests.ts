import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Which month each district council has been sent. */
export class CreateDistrictDigests1763683200091 implements MigrationInterface {
  name = 'CreateDistrictDigests1763683200091';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'district_digests',
        columns: [
          { name: 'partner_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'month', type: 'varchar', length: '7', isPrimary: true },
          { name: 'posted_at', type: instant },
        ],
        foreignKeys: [
          {
            name: 'FK_5f5b7afe6ce0a47f8441f5d1170',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('district_digests');
  }
}
