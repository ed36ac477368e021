/** The one maker of who asks for a partner: whichever door they come by, the agreement of today says what they see. */
import { opensContacts, type PartnerTerms } from './agreement.js';
import type { PartnerViewer } from './viewer.js';

export interface AskingPartner extends PartnerTerms {
  readonly id: string;
  readonly code: string;
}

type Person = Omit<PartnerViewer, 'kind' | 'partnerId' | 'partnerCode' | 'seesContacts'>;

/** A partner's person as a viewer, on this civil day. */
export function partnerViewer(
  partner: AskingPartner,
  today: string,
  person: Person,
): PartnerViewer {
  return {
    kind: 'partner',
    partnerId: partner.id,
    partnerCode: partner.code,
    seesContacts: opensContacts(partner, today),
    ...person,
  };
}
