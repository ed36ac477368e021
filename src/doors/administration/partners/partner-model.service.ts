import { Injectable } from '@nestjs/common';
import { PartnerPeople } from '../../../accounts/partner-people.service.js';
import { Environment } from '../../../config/environment.js';
import { CHANNELS, type Channel } from '../../../deliveries/channels/channel.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { Partners } from '../../../partners/partners.service.js';
import { peopleLines } from './partner-form.js';
import { PartnerServed } from './partner-served.service.js';

/** Gathers what the administrator's page of a partner shows: its addresses, operators, people, and what it is there for. No secret. */
@Injectable()
export class PartnerModel {
  constructor(
    private readonly partners: Partners,
    private readonly endpoints: Endpoints,
    private readonly people: PartnerPeople,
    private readonly served: PartnerServed,
    private readonly environment: Environment,
  ) {}

  async of(partner: Partner) {
    const { id, code, name, kind, isActive, endedAt } = partner;
    const [endpoints, operators, people, served] = await Promise.all([
      this.endpoints.of(id),
      this.partners.operators(id),
      this.people.of(id),
      this.served.of(partner),
    ]);
    const path = `/amministrazione/enti/${code}`;
    return {
      partner: { code, name, kind, isActive, endedAt, path },
      endpoints: endpoints.map(({ sealedSecret: _sealed, ...one }) => ({
        ...one,
        isWebhook: one.channel === 'webhook',
        path: `${path}/recapiti/${one.id}`,
      })),
      operators: operators.map((one) => ({ code: one.code, name: one.name ?? '' })),
      people: people.map((one) => ({ ...one, path: `${path}/persone/${one.username}` })),
      rules: served.rules,
      places: served.places.map((one) => ({ ...one, path: `${path}/luoghi/${one.code}/togli` })),
      areas: served.areas.map((one) => ({ ...one, path: `${path}/zone/${one.code}/togli` })),
      isCouncil: kind === 'district-council',
      freeAreas: served.freeAreas,
      nextPreference: String(endpoints.length + 1),
    };
  }

  /** Certified mail only where an account for it is set: elsewhere it would never leave. Outside production it goes to the folder. */
  channels(): readonly Channel[] {
    const { isProduction, pec } = this.environment;
    return CHANNELS.filter((channel) => channel !== 'pec' || pec !== undefined || !isProduction);
  }
}

/** What the form begins with. */
export function ownValues({ agreement, contactPeople, ...partner }: Partner) {
  return {
    name: partner.name,
    kind: partner.kind,
    emergencyPhone: partner.emergencyPhone ?? '',
    emergencyHours: partner.emergencyHours ?? '',
    hours: partner.hours ?? '',
    contactPeople: peopleLines(contactPeople),
    seesContacts: agreement.seesContacts ? 'on' : '',
    until: agreement.until ?? '',
  };
}
