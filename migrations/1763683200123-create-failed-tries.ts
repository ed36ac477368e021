import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Tries with a wrong secret of the last hour, where no Redis counts them: a restart forgets none. */
export class CreateFailedTries1763683200123 implements MigrationInterface {
  name = 'CreateFailedTries1763683200123';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'failed_tries',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'subject_key', type: 'varchar', length: '64' },
          { name: 'client_key', type: 'varchar', length: '64' },
          { name: 'failed_at', type: instant },
        ],
        indices: [{ name: 'ix_failed_tries_failed', columnNames: ['failed_at'] }],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('failed_tries');
  }
}
