import { Injectable } from '@nestjs/common';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { Audit } from '../../../proof/audit.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { CouncilAreas } from '../../../territory/council-areas.service.js';
import { PlaceOwners } from '../../../territory/place-owners.service.js';

const RULES_OF_ONE = 200;

/**
 * What a partner is there for: the rules that ask or tell it (changed where rules are changed), and the places and areas that are its own. Each change
 * of a place, and of an area that a district council looks after, is in the audit list.
 */
@Injectable()
export class PartnerServed {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly places: PlaceOwners,
    private readonly areas: CouncilAreas,
    private readonly audit: Audit,
  ) {}

  async of({ id }: Partner) {
    const [rules, places, areas, freeAreas] = await Promise.all([
      this.rules(id),
      this.places.of(id),
      this.areas.of(id),
      this.areas.free(),
    ]);
    return { rules, places, areas, freeAreas };
  }

  /** Refused: an area for what is no district council, since nobody else looks on. */
  async give(partner: Partner, what: Own, by: string): Promise<Refusal | undefined> {
    if ('area' in what && partner.kind !== 'district-council')
      return Refusal.fields([{ field: 'areaCode', code: 'area-for-councils' }]);
    return this.transactions.run(async (em) => {
      const refusal =
        'area' in what
          ? await this.areas.give(em, what.area, partner.id)
          : await this.places.give(em, what.place, partner.id);
      if (!refusal) await this.audit.append(em, entry(partner, `+ ${nameOf(what)}`, by));
      return refusal;
    });
  }

  takeBack(partner: Partner, what: Own, by: string): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const refusal =
        'area' in what
          ? await this.areas.takeBack(em, what.area, partner.id)
          : await this.places.takeBack(em, what.place, partner.id);
      if (!refusal) await this.audit.append(em, entry(partner, `- ${nameOf(what)}`, by));
      return refusal;
    });
  }

  private async rules(partnerId: string) {
    const rows = await this.reads.rows<ServedRow>(
      `SELECT r.code AS "code", r.name AS "name", r.involvement AS "involvement", r.is_active AS "isActive",
         c.name AS "category", a.name AS "area"
       FROM routing_rules r LEFT JOIN categories c ON c.id = r.category_id LEFT JOIN areas a ON a.id = r.area_id
       WHERE r.partner_id = :partnerId ORDER BY r.position, r.code LIMIT ${RULES_OF_ONE}`,
      { partnerId },
    );
    return rows.map(({ name, category, area, ...row }) => ({
      ...row,
      involvement: row.involvement ?? 'informed',
      isActive: Boolean(row.isActive),
      name: parsed(name),
      category: category === null ? null : parsed(category),
      area: area === null ? null : parsed(area),
    }));
  }
}

/** A place or an area, by its code. */
type Own = { readonly place: string } | { readonly area: string };

interface ServedRow {
  readonly code: string;
  readonly name: string;
  readonly involvement: string | null;
  readonly isActive: unknown;
  readonly category: string | null;
  readonly area: string | null;
}

function nameOf(what: Own): string {
  return 'area' in what ? `area ${what.area}` : what.place;
}

function entry({ code }: Partner, what: string, accountId: string) {
  return { event: 'configuration-changed' as const, accountId, data: { partner: code, what } };
}

/** A localized text of a JSON column: the view picks the language. */
function parsed(column: string): unknown {
  return JSON.parse(column);
}
