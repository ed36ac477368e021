/**
 * What a partner's agreement lets it see, and until when: the one rule that every door asks.
 *
 * - Without "until when" it holds until somebody ends it; with one, to the end of that day.
 * - Contacts of citizens are shown only while it holds and only where it says so; never to a district council, which looks on without
 *   personal data (DESIGN.md, "Who may what").
 */

/** No personal data unless it says so. */
export interface Agreement {
  readonly seesContacts: boolean;
  /** The last civil day on which it holds, `YYYY-MM-DD`; absent or null: open. */
  readonly until?: string | null;
}

/** Of a partner's row: what it is and what was agreed with it. */
export interface PartnerTerms {
  readonly kind: string;
  readonly agreement: Agreement;
}

/** Whether the agreement still holds on this civil day. */
export function isInForce({ until }: Agreement, today: string): boolean {
  return !until || until >= today;
}

/** Whether contacts of citizens are open to the partner on this civil day. */
export function opensContacts(partner: PartnerTerms, today: string): boolean {
  return (
    partner.agreement.seesContacts &&
    isInForce(partner.agreement, today) &&
    !isDistrictCouncil(partner)
  );
}

export function isDistrictCouncil({ kind }: Pick<PartnerTerms, 'kind'>): boolean {
  return kind === 'district-council';
}
