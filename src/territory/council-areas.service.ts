import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Reads } from '../database/reads.js';
import type { LocalizedText } from '../shared/localized-text.js';
import { Refusal } from '../shared/refusal.js';
import { Area } from './area.entity.js';
import { CouncilArea } from './council-area.entity.js';

export interface LookedAfter {
  readonly code: string;
  readonly name: LocalizedText;
}

/**
 * Which parts of the town a district council looks after: there it sees every request and its figures, without personal data. Refuses, at
 * the field, an area that is not known or has another council; the transaction is the asker's.
 */
@Injectable()
export class CouncilAreas {
  constructor(private readonly reads: Reads) {}

  of(partnerId: string): Promise<LookedAfter[]> {
    return this.areas('c.partner_id = :partnerId', { partnerId });
  }

  /** Those that no council looks after. */
  async free(): Promise<{ readonly value: string; readonly label: LocalizedText }[]> {
    const areas = await this.areas('c.partner_id IS NULL', {});
    return areas.map(({ code, name }) => ({ value: code, label: name }));
  }

  async give(em: EntityManager, code: string, partnerId: string): Promise<Refusal | undefined> {
    const area = await em.findOneBy(Area, { code });
    if (!area) return Refusal.fields([{ field: 'areaCode', code: 'area-unknown' }]);
    const given = await em.findOneBy(CouncilArea, { areaId: area.id });
    if (given && given.partnerId !== partnerId)
      return Refusal.fields([{ field: 'areaCode', code: 'area-of-other-council' }]);
    if (!given) await insertRows(em, CouncilArea, [{ areaId: area.id, partnerId }]);
    return undefined;
  }

  async takeBack(em: EntityManager, code: string, partnerId: string): Promise<Refusal | undefined> {
    const area = await em.findOneBy(Area, { code });
    const { affected } = await em.delete(CouncilArea, { areaId: area?.id ?? '', partnerId });
    return affected === 1 ? undefined : new Refusal('not-found');
  }

  private async areas(
    condition: string,
    parameters: Record<string, string>,
  ): Promise<LookedAfter[]> {
    const rows = await this.reads.rows<{ code: string; name: string }>(
      `SELECT a.code AS "code", a.name AS "name" FROM areas a LEFT JOIN council_areas c ON c.area_id = a.id
       WHERE ${condition} ORDER BY a.code LIMIT 200`,
      parameters,
    );
    return rows.map(({ code, name }) => ({ code, name: JSON.parse(name) as LocalizedText })); // a JSON column
  }
}
