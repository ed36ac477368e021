import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseKind } from '../src/config/database-kind.js';

/**
 * The database itself refuses to change or delete a published version of an iter (its status apart), and a second draft of one iter. Counting
 * what runs on a version reads an index alone.
 */
export class GuardWorkflowVersions1763683200063 implements MigrationInterface {
  name = 'GuardWorkflowVersions1763683200063';

  async up(q: QueryRunner): Promise<void> {
    for (const operation of ['UPDATE', 'DELETE'] as const) await q.query(refusal(operation));
    await q.query(
      `CREATE UNIQUE INDEX uq_workflow_versions_draft ON workflow_versions (code) WHERE status = 'draft'`,
    );
    await q.query(
      `CREATE INDEX ix_service_requests_running ON service_requests (workflow_version_id, state_code, return_state, id)
       WHERE state_kind <> 'closed'`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX ix_service_requests_running');
    await q.query('DROP INDEX uq_workflow_versions_draft');
    const on = databaseKind === 'postgres' ? ' ON workflow_versions' : '';
    for (const operation of ['UPDATE', 'DELETE'])
      await q.query(`DROP TRIGGER ${triggerName(operation)}${on}`);
  }
}

const FIXED = ['id', 'code', 'number', 'document', 'sha256', 'published_at', 'published_by'];

function refusal(operation: 'UPDATE' | 'DELETE'): string {
  const differs = databaseKind === 'postgres' ? 'IS DISTINCT FROM' : 'IS NOT';
  const changed = FIXED.map((column) => `NEW.${column} ${differs} OLD.${column}`).join(' OR ');
  const touched = operation === 'UPDATE' ? ` AND (NEW.status = 'draft' OR ${changed})` : '';
  const head = `CREATE TRIGGER ${triggerName(operation)} BEFORE ${operation} ON workflow_versions`;
  const when = `FOR EACH ROW WHEN (OLD.status <> 'draft'${touched})`;
  return databaseKind === 'postgres'
    ? `${head} ${when} EXECUTE FUNCTION refuse_change()`
    : `${head} ${when} BEGIN SELECT RAISE(ABORT, 'a published workflow version never changes'); END`;
}

function triggerName(operation: string): string {
  return `tr_workflow_versions_refuse_${operation.toLowerCase()}`;
}
