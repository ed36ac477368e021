import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { Worksheet } from '../worksheet.entity.js';

/** Why a partner's month takes no other sheet: it is closed, or somebody has begun to work on it. A key under `refusals:reasons.`, or null. */
export async function monthTaken(
  em: EntityManager,
  partnerId: string,
  month: string,
): Promise<'sheet-closed' | 'sheet-begun' | null> {
  if (await em.existsBy(Worksheet, { partnerId, month, state: 'closed' })) return 'sheet-closed';
  const [begun] = await queryRows(
    em,
    `SELECT l.id FROM worksheet_lines l JOIN worksheets w ON w.id = l.worksheet_id
     WHERE w.partner_id = :partnerId AND w.month = :month AND w.state = 'open'
       AND (l.decision IS NOT NULL OR l.ticked_at IS NOT NULL) LIMIT 1`,
    { partnerId, month },
  );
  return begun ? 'sheet-begun' : null;
}
