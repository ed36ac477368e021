import type { EntityManager } from 'typeorm';
import { changeRows, queryRows } from '../../database/query-rows.js';

export interface EndingPartner {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Who is informed today and has no part in the new route: the partners whom a rule of the old category had told. */
export async function noLongerInformed(
  em: EntityManager,
  requestId: string,
  routed: readonly { readonly partnerId: string }[],
): Promise<EndingPartner[]> {
  const informed = await queryRows<EndingPartner>(
    em,
    `SELECT p.id AS "id", p.code AS "code", p.name AS "name" FROM involvements i JOIN partners p ON p.id = i.partner_id
     WHERE i.request_id = :requestId AND i.role = 'informed' AND i.ended_seq IS NULL ORDER BY p.code`,
    { requestId },
  );
  return informed.filter(({ id }) => !routed.some(({ partnerId }) => partnerId === id));
}

/** Their part ends with this step, which they do not hear any more; that they had it stays known. */
export async function endInvolvements(
  em: EntityManager,
  { requestId, seq }: { readonly requestId: string; readonly seq: number },
  partnerIds: readonly string[],
): Promise<void> {
  if (partnerIds.length === 0) return;
  await changeRows(
    em,
    `UPDATE involvements SET ended_seq = :seq
     WHERE request_id = :requestId AND partner_id IN (:...partnerIds) AND role = 'informed' AND ended_seq IS NULL`,
    { requestId, seq, partnerIds },
  );
}
