import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseKind } from '../src/config/database-kind.js';

/**
 * What was imported as over stood in its last state from the day of its filing on: now its filing leads to the first state of its iter, and its end comes on
 * the day of its closing (`importing/import-moves.ts`). That day is the one that the facts, or the closing that its first reopening undid, have kept; of the few
 * that were reopened before such closings were kept nobody knows it, and they stay as they are.
 */
export class TellImportedPhasesApart1763683200160 implements MigrationInterface {
  name = 'TellImportedPhasesApart1763683200160';

  async up(q: QueryRunner): Promise<void> {
    await q.query(CREATE_ENDS);
    const versions = (await q.query('SELECT id, document FROM workflow_versions')) as Version[];
    for (const { id, document } of versions) {
      const { initial, states } = JSON.parse(document) as Document; // checked when it was published
      for (const { code } of states.filter(({ kind }) => kind === 'closed'))
        await q.query(insertEnds(id, initial, code));
    }
    await q.query(INSERT_FILINGS);
    await q.query(MOVE_ENDS);
    await q.query(`DROP TABLE ${ENDS}`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`UPDATE state_moves SET from_state = NULL, moved_on = (SELECT f.moved_on FROM state_moves f WHERE f.request_id = state_moves.request_id AND f.seq = 0)
      WHERE seq = 1 AND EXISTS (SELECT 1 FROM state_moves f WHERE f.request_id = state_moves.request_id AND f.seq = 0)`);
    await q.query('DELETE FROM state_moves WHERE seq = 0');
  }
}

interface Version {
  readonly id: string;
  readonly document: string;
}
interface Document {
  readonly initial: string;
  readonly states: readonly { readonly code: string; readonly kind: string }[];
}

const ENDS = databaseKind === 'postgres' ? 'imported_ends' : 'temp.imported_ends';
const CREATE_ENDS = `CREATE TEMP TABLE imported_ends (request_id varchar(36) PRIMARY KEY, initial varchar(60) NOT NULL, closed_on varchar(10) NOT NULL)`;

/** Ids and codes of ours: nothing in them needs quoting. */
const insertEnds = (version: string, initial: string, end: string): string => `
  INSERT INTO ${ENDS} (request_id, initial, closed_on)
  SELECT known.request_id, '${initial}', known.closed_on FROM (
    SELECT m.request_id, CASE
        WHEN f.times_reopened = 0 THEN f.closed_on
        WHEN f.times_reopened = (SELECT COUNT(*) FROM request_reopenings o WHERE o.request_id = m.request_id)
          THEN (SELECT o.closed_on FROM request_reopenings o WHERE o.request_id = m.request_id ORDER BY o.seq LIMIT 1)
      END AS closed_on
    FROM steps s JOIN state_moves m ON m.request_id = s.request_id AND m.seq = 1 JOIN request_facts f ON f.request_id = s.request_id
    WHERE s.seq = 1 AND s.action = 'import' AND s.workflow_version_id = '${version}' AND m.from_state IS NULL AND m.to_state = '${end}') known
  WHERE known.closed_on IS NOT NULL`;
const INSERT_FILINGS = `
  INSERT INTO state_moves (request_id, seq, moved_on, from_state, to_state, level)
  SELECT m.request_id, 0, m.moved_on, NULL, e.initial, m.level FROM state_moves m JOIN ${ENDS} e ON e.request_id = m.request_id WHERE m.seq = 1`;
const MOVE_ENDS = `
  UPDATE state_moves SET from_state = (SELECT e.initial FROM ${ENDS} e WHERE e.request_id = state_moves.request_id),
    moved_on = (SELECT e.closed_on FROM ${ENDS} e WHERE e.request_id = state_moves.request_id)
  WHERE seq = 1 AND request_id IN (SELECT request_id FROM ${ENDS})`;
