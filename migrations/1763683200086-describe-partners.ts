import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** Partners get hours, people to turn to, the end of the collaboration, and the day for whose agreement somebody was warned. */
export class DescribePartners1763683200086 implements MigrationInterface {
  name = 'DescribePartners1763683200086';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE partners ADD COLUMN hours varchar(200)');
    await q.query('ALTER TABLE partners ADD COLUMN emergency_hours varchar(200)');
    await q.query(`ALTER TABLE partners ADD COLUMN contact_people text NOT NULL DEFAULT '[]'`);
    await q.query(`ALTER TABLE partners ADD COLUMN ended_at ${instant}`);
    await q.query('ALTER TABLE partners ADD COLUMN warned_for varchar(10)');
  }

  async down(q: QueryRunner): Promise<void> {
    for (const column of ['warned_for', 'ended_at', 'contact_people', 'emergency_hours', 'hours'])
      await q.query(`ALTER TABLE partners DROP COLUMN ${column}`);
  }
}
