import type { MigrationInterface, QueryRunner } from 'typeorm';

const NEW = {
  ix_request_facts_open_about: `(category_id, office_id, area_id, partner_id, kind, entered_by, outcome, state_code, filed_on, is_imported, state_kind) WHERE state_kind <> 'closed'`,
  ix_request_facts_open_came: `(channel, origin, language, filed_weekday, filed_hour, filed_on, is_imported, state_kind) WHERE state_kind <> 'closed'`,
};
const OLD = { ix_request_facts_open: '(state_kind, filed_on)' };

/** What is open is counted for the month that runs from indexes that hold nothing else and lie in the order of the groups: not row by row through the table. */
export class IndexOpenFacts1763683200129 implements MigrationInterface {
  name = 'IndexOpenFacts1763683200129';

  up(q: QueryRunner): Promise<void> {
    return replace(q, OLD, NEW);
  }

  down(q: QueryRunner): Promise<void> {
    return replace(q, NEW, OLD);
  }
}

async function replace(
  q: QueryRunner,
  gone: Record<string, string>,
  fresh: Record<string, string>,
): Promise<void> {
  for (const name of Object.keys(gone)) await q.query(`DROP INDEX ${name}`);
  for (const [name, rows] of Object.entries(fresh))
    await q.query(`CREATE INDEX ${name} ON request_facts ${rows}`);
}
