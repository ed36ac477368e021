import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** How far a closing satisfied the one who had filed. */
export class CreateFeedbackAnswers1763683200110 implements MigrationInterface {
  name = 'CreateFeedbackAnswers1763683200110';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'feedback_answers',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'closing_seq', type: 'integer', isPrimary: true },
          { name: 'score', type: 'integer' },
          { name: 'reasons', type: 'text' },
          { name: 'text', type: 'varchar', length: '200', isNullable: true },
          { name: 'answered_at', type: instant },
          { name: 'answered_on', type: 'varchar', length: '10' },
          { name: 'erased_at', type: instant, isNullable: true },
        ],
        indices: [{ name: 'ix_feedback_answers_answered', columnNames: ['answered_on'] }],
        foreignKeys: [
          {
            name: 'FK_f853247530ba49eee43ed034e8c',
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
    await q.dropTable('feedback_answers');
  }
}
