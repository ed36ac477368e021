import { Injectable, type PipeTransform } from '@nestjs/common';
import type { Partner } from '../../partners/partner.entity.js';
import { Partners } from '../../partners/partners.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Refused } from '../../web/request/refused.js';

/** The partner whose code an address names, one that rests or has ended too; no such partner is refused with `not-found`. */
@Injectable()
export class NamedPartner implements PipeTransform<string, Promise<Partner>> {
  constructor(private readonly partners: Partners) {}

  async transform(code: string): Promise<Partner> {
    const partner = await this.partners.byCode(code);
    if (!partner) throw new Refused(new Refusal('not-found'));
    return partner;
  }
}
