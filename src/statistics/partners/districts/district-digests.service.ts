import { Injectable } from '@nestjs/common';
import { addCivilDays, civilDate } from '../../../calendar/domain/civil-time.js';
import { isUniqueViolation } from '../../../database/errors.js';
import { insertRows } from '../../../database/insert-rows.js';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import { Outbox } from '../../../deliveries/outbox.js';
import { isInForce } from '../../../access/agreement.js';
import { readAgreement } from '../../../partners/domain/agreement.js';
import { monthOf } from '../../domain/month.js';
import { MonthArchive, type Published } from '../../months/month-archive.service.js';
import { type Council, DigestPost } from './digest-post.service.js';
import { DistrictDigest } from './district-digest.entity.js';

/**
 * Posts each district council the figures of its areas of the last month that is over, once, as soon as that month is published: the very
 * numbers that stay published. Older months are never mailed. A council at rest, whose agreement has run out, without an address of
 * its own, or whose address has stopped the letters gets none.
 */
@Injectable()
export class DistrictDigests {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly archive: MonthArchive,
    private readonly outbox: Outbox,
    private readonly post: DigestPost,
  ) {}

  /** Codes of the councils that this call has posted to. */
  async postDue(now: Date): Promise<string[]> {
    const today = civilDate(now);
    const last = await this.archive.read(addCivilDays(monthOf(today).first, -1).slice(0, 7));
    if (!last) return [];
    const posted: string[] = [];
    for (const council of await this.waiting(last.month, today))
      if (await this.postTo(council, last, now)) posted.push(council.code);
    return posted;
  }

  private async waiting(month: string, today: string): Promise<Council[]> {
    const rows = await this.reads.rows<Council & { agreement: string }>(
      `SELECT p.id AS "id", p.code AS "code", p.name AS "name", p.agreement AS "agreement",
         EXISTS (SELECT 1 FROM accounts a WHERE a.partner_id = p.id AND a.is_active = :yes AND a.role_code = 'partner') AS "hasLogin"
       FROM partners p WHERE p.kind = 'district-council' AND p.is_active = :yes
         AND EXISTS (SELECT 1 FROM council_areas c WHERE c.partner_id = p.id)
         AND NOT EXISTS (SELECT 1 FROM stopped_digests s WHERE s.endpoint_id = (SELECT e.id FROM endpoints e
           WHERE e.partner_id = p.id AND e.channel <> 'webhook' AND e.disabled_at IS NULL ORDER BY e.preference LIMIT 1))
         AND NOT EXISTS (SELECT 1 FROM district_digests d WHERE d.partner_id = p.id AND d.month = :month)
       ORDER BY p.code LIMIT 500`,
      { month, yes: true },
    );
    return rows.filter(({ agreement }) => isInForce(readAgreement(agreement), today));
  }

  /** False without an address, and where another process was faster: its letter is the one. */
  private async postTo(council: Council, { document, month }: Published, now: Date) {
    const letter = await this.post.letter(council, document);
    if (!letter) return false;
    try {
      await this.transactions.run(async (em) => {
        await insertRows(em, DistrictDigest, [{ partnerId: council.id, month, postedAt: now }]);
        await this.outbox.post(em, [letter]);
      });
      return true;
    } catch (error) {
      if (isUniqueViolation(error, 'district_digests')) return false;
      throw error;
    }
  }
}
