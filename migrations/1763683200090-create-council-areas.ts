import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** A district council looks after areas: those that a rule has told it of until now are its own. */
export class CreateCouncilAreas1763683200090 implements MigrationInterface {
  name = 'CreateCouncilAreas1763683200090';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'council_areas',
        columns: [
          { name: 'area_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'partner_id', type: 'varchar', length: '36' },
        ],
        indices: [
          { name: 'ix_council_areas_partner', columnNames: ['partner_id'], isUnique: false },
        ],
        foreignKeys: [
          to('FK_9ab51b368ee472701e1994433c4', 'area_id', 'areas'),
          to('FK_f06753af436e3494e42fa838d6b', 'partner_id', 'partners'),
        ],
      }),
    );
    await q.query(
      `INSERT INTO council_areas (area_id, partner_id)
       SELECT r.area_id, MIN(r.partner_id) FROM routing_rules r JOIN partners p ON p.id = r.partner_id
        WHERE p.kind = 'district-council' AND r.area_id IS NOT NULL GROUP BY r.area_id`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('council_areas');
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
