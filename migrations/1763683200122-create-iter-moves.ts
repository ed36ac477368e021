import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

const REFERENCES = {
  account_id: 'accounts',
  from_version_id: 'workflow_versions',
  to_version_id: 'workflow_versions',
};

/** Moves of running requests to another version of their iter, done in the background. */
export class CreateIterMoves1763683200122 implements MigrationInterface {
  name = 'CreateIterMoves1763683200122';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'iter_moves',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'account_id', type: 'varchar', length: '36' },
          { name: 'from_version_id', type: 'varchar', length: '36' },
          { name: 'to_version_id', type: 'varchar', length: '36' },
          { name: 'state_map', type: 'text' },
          { name: 'state', type: 'varchar', length: '60' },
          { name: 'reason', type: 'varchar', length: '60', isNullable: true },
          { name: 'attempt', type: 'integer', default: 0 },
          { name: 'moved', type: 'integer', default: 0 },
          { name: 'total', type: 'integer' },
          { name: 'begun_at', type: instant },
          { name: 'ended_at', type: instant, isNullable: true },
          { name: 'lease_until', type: instant },
        ],
        foreignKeys: Object.entries(REFERENCES).map(([column, referencedTableName]) => ({
          columnNames: [column],
          referencedTableName,
          referencedColumnNames: ['id'],
        })),
        indices: [
          { name: 'ix_iter_moves_running', columnNames: ['state', 'lease_until'] },
          { name: 'ix_iter_moves_account', columnNames: ['account_id'] },
          { name: 'ix_iter_moves_from', columnNames: ['from_version_id', 'begun_at'] },
          { name: 'ix_iter_moves_to', columnNames: ['to_version_id'] },
        ],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('iter_moves');
  }
}
