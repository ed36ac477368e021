import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Requests that are open already get one clock that works out the others: it fires at once, and tells nobody of what it missed. */
export class CreateDueClocks1763683200060 implements MigrationInterface {
  name = 'CreateDueClocks1763683200060';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'due_clocks',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'rule', type: 'varchar', length: '30', isPrimary: true },
          { name: 'subject', type: 'varchar', length: '60', isPrimary: true },
          { name: 'since', type: instant, isPrimary: true },
          { name: 'fires_at', type: instant },
          { name: 'fired_at', type: instant, isNullable: true },
        ],
        indices: [
          {
            name: 'ix_due_clocks_waiting',
            columnNames: ['fires_at', 'request_id', 'rule', 'subject'],
            isUnique: false,
            where: 'fired_at IS NULL',
          },
        ],
        foreignKeys: [
          {
            name: 'FK_83ea77990bef16ab58b2704c1f2',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.query(
      `INSERT INTO due_clocks (request_id, rule, subject, since, fires_at)
       SELECT id, 'reckon', '', filed_at, filed_at FROM service_requests WHERE state_kind <> 'closed'`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('due_clocks');
  }
}
