/** Which partners have to do with a request, and which rule says so: for its page at the office. */
import { toInstant } from '../../database/columns.js';
import type { Reads } from '../../database/reads.js';
import type { InvolvementRole } from '../../routing/routing-rule.entity.js';

export interface InvolvedPartner {
  readonly partner: string;
  readonly role: InvolvementRole;
  /** As it was kept; null where none was. */
  readonly rule: string | null;
  readonly since: Date;
  /** The step with which its part ended; null while it lasts. */
  readonly endedSeq: number | null;
}

export async function involvedPartners(
  reads: Reads,
  requestId: string,
): Promise<InvolvedPartner[]> {
  const rows = await reads.rows<Omit<InvolvedPartner, 'since'> & { readonly since: unknown }>(
    `SELECT p.name AS "partner", i.role AS "role", i.rule AS "rule", i.since AS "since", i.ended_seq AS "endedSeq"
     FROM involvements i JOIN partners p ON p.id = i.partner_id
     WHERE i.request_id = :requestId ORDER BY i.since, p.name LIMIT 100`,
    { requestId },
  );
  return rows.map((row) => ({ ...row, since: toInstant(row.since) }));
}
