import { type MigrationInterface, type QueryRunner, TableForeignKey } from 'typeorm';

const PERSON = new TableForeignKey({
  name: 'FK_717b8adbc05dd571e7b64cc617b',
  columnNames: ['person_id'],
  referencedTableName: 'accounts',
  referencedColumnNames: ['id'],
  onDelete: 'NO ACTION',
});

/**
 * More conditions for rules, a person whom they assign, and which steps an informed partner hears of. A rule that is there keeps its meaning:
 * it asks nothing more, assigns nobody, and whoever it informs hears every public step.
 */
export class ExtendRoutingRules1763683200066 implements MigrationInterface {
  name = 'ExtendRoutingRules1763683200066';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE routing_rules ADD COLUMN conditions text NOT NULL DEFAULT '{}'`);
    await q.query('ALTER TABLE routing_rules ADD COLUMN person_id varchar(36)');
    await q.query('ALTER TABLE routing_rules ADD COLUMN hears text');
    await q.query('ALTER TABLE routing_rules ADD COLUMN version integer NOT NULL DEFAULT 1');
    await q.query('CREATE INDEX ix_routing_rules_person ON routing_rules (person_id)');
    await q.createForeignKey('routing_rules', PERSON);
    await q.query('ALTER TABLE involvements ADD COLUMN hears text');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE involvements DROP COLUMN hears');
    await q.dropForeignKey('routing_rules', PERSON);
    await q.query('DROP INDEX ix_routing_rules_person');
    for (const column of ['version', 'hears', 'person_id', 'conditions'])
      await q.query(`ALTER TABLE routing_rules DROP COLUMN ${column}`);
  }
}
