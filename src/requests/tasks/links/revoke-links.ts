import type { EntityManager } from 'typeorm';
import { queryRows } from '../../../database/query-rows.js';

/** Which links end: one, all of a task, all of a partner, or all that went to one mailbox of a partner. */
export type Revoked =
  | { readonly linkId: string }
  | { readonly taskId: string }
  | { readonly partnerId: string; readonly address?: string };

/**
 * Ends links for good, with those that were handed on from them. What opens nothing any more stays known: its page says so. One that was
 * revoked before keeps its instant.
 */
export async function revokeLinks(em: EntityManager, which: Revoked, at: Date): Promise<void> {
  await queryRows(
    em,
    `UPDATE task_links SET revoked_at = :at WHERE revoked_at IS NULL AND id IN (
       WITH RECURSIVE gone(id, task_id) AS (
         SELECT l.id, l.task_id FROM task_links l WHERE ${conditionOf(which)}
         UNION SELECT l.id, l.task_id FROM task_links l JOIN gone g ON l.task_id = g.task_id AND l.handed_from = g.id
       ) SELECT id FROM gone)`,
    { ...which, at: at.toISOString() },
  );
}

function conditionOf(which: Revoked): string {
  if ('linkId' in which) return 'l.id = :linkId';
  if ('taskId' in which) return 'l.task_id = :taskId';
  return which.address === undefined
    ? 'l.partner_id = :partnerId'
    : 'l.partner_id = :partnerId AND l.address = :address';
}
