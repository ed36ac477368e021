import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { Reads } from '../database/reads.js';
import { Refusal } from '../shared/refusal.js';
import { Place } from './place.entity.js';

const PLACES_OF_ONE = 500;

/**
 * Which places belong to a partner: it hears of every step of requests there, and files for them. Refuses, at the field, a place that is
 * not known or belongs to another; the transaction is the asker's.
 */
@Injectable()
export class PlaceOwners {
  constructor(private readonly reads: Reads) {}

  of(partnerId: string): Promise<Pick<Place, 'code' | 'name' | 'address'>[]> {
    return this.reads.of(Place).find({
      select: { code: true, name: true, address: true },
      where: { partnerId },
      order: { name: 'ASC', code: 'ASC' },
      take: PLACES_OF_ONE,
    });
  }

  async give(em: EntityManager, code: string, partnerId: string): Promise<Refusal | undefined> {
    const place = await em.findOneBy(Place, { code });
    if (!place) return Refusal.fields([{ field: 'placeCode', code: 'place-unknown' }]);
    if (place.partnerId && place.partnerId !== partnerId)
      return Refusal.fields([{ field: 'placeCode', code: 'place-of-other-partner' }]);
    await em.update(Place, { code, partnerId: IsNull() }, { partnerId });
    return undefined;
  }

  async takeBack(em: EntityManager, code: string, partnerId: string): Promise<Refusal | undefined> {
    const { affected } = await em.update(Place, { code, partnerId }, { partnerId: null });
    return affected === 1 ? undefined : new Refusal('not-found');
  }
}
