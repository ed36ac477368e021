import { Injectable } from '@nestjs/common';
import { type AskingPartner, partnerViewer } from '../access/partner-viewer.js';
import type { PartnerViewer } from '../access/viewer.js';
import { civilDate } from '../calendar/domain/civil-time.js';
import { Clock } from '../shared/clock.js';
import { Partners } from './partners.service.js';

/** Without a name of their own they answer in the partner's. */
type Person = Pick<PartnerViewer, 'known' | 'link'> & { readonly name: string };

/**
 * Promises who answers a task for a partner without an account, by its link, a signed callback or a mail, with what the agreement of today
 * lets them see. Nobody answers for a partner that rests or is not there: null.
 */
@Injectable()
export class PartnerViewers {
  constructor(
    private readonly partners: Partners,
    private readonly clock: Clock,
  ) {}

  async byId(partnerId: string, person: Person): Promise<PartnerViewer | null> {
    const partner = await this.partners.byId(partnerId);
    return partner?.isActive ? this.of(partner, person) : null;
  }

  of(partner: AskingPartner & { readonly name: string }, person: Person): PartnerViewer {
    return partnerViewer(partner, civilDate(this.clock.now()), {
      accountId: null,
      language: 'it',
      permissions: ['tasks.answer'],
      ...person,
      name: person.name || partner.name,
    });
  }
}
