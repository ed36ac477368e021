import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** What a council expects of a year. */
export class CreateTargets1763683200074 implements MigrationInterface {
  name = 'CreateTargets1763683200074';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'targets',
        columns: [
          { name: 'year', type: 'integer', isPrimary: true },
          { name: 'indicator', type: 'varchar', length: '60', isPrimary: true },
          { name: 'expected', type: 'double precision' },
          { name: 'threshold', type: 'double precision' },
          { name: 'owner', type: 'varchar', length: '120' },
          { name: 'changed_at', type: instant },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('targets');
  }
}
