import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseKind } from '../src/config/database-kind.js';

/** Whether an account's password was made by the machine, and is to be replaced by the person's own. Nobody who is there already is asked. */
export class MarkMachineMadePasswords1763683200040 implements MigrationInterface {
  name = 'MarkMachineMadePasswords1763683200040';

  async up(q: QueryRunner): Promise<void> {
    const no = databaseKind === 'postgres' ? 'false' : '0';
    await q.query(
      `ALTER TABLE accounts ADD COLUMN must_change_password boolean NOT NULL DEFAULT ${no}`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE accounts DROP COLUMN must_change_password');
  }
}
