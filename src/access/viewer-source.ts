import type { OfficeViewer, PartnerViewer, CitizenViewer } from './viewer.js';

/** Who stands behind a session or a token. Declared here, registered from above: `access/` knows no accounts and no requests. */
export interface AccountSource {
  /** Null where the account is gone or closed. */
  byAccountId(accountId: string): Promise<OfficeViewer | PartnerViewer | null>;
  /** Null where the token is unknown, expired or revoked. */
  byToken(token: string): Promise<OfficeViewer | PartnerViewer | null>;
}

export interface TicketSource {
  /** Null where number or password is wrong: the caller cannot tell which. */
  byPassword(ticketNumber: string, password: string): Promise<CitizenViewer | null>;
  /** For a session that has proved the password before; null where the password was renewed since (`fingerprint` differs). */
  byProof(requestId: string, fingerprint: string): Promise<CitizenViewer | null>;
  /** A part that a proved request was split into: one password opens both. */
  partByProof(
    ticketNumber: string,
    proofs: readonly { readonly requestId: string; readonly fingerprint: string }[],
  ): Promise<CitizenViewer | null>;
}

/** A task's link as a session holds it: whose it is is asked again at each request. */
export interface HeldTaskLink {
  readonly linkId: string;
  readonly ticketNumber: string;
  readonly name: string;
  readonly known: 'mailbox' | 'declared';
}

export interface TaskLinkSource {
  /** Null where the link has expired or was revoked, its task was taken back, or its partner rests. */
  byHeld(held: HeldTaskLink): Promise<PartnerViewer | null>;
  /** The link's own page, which says how it stands. */
  pathOf(held: HeldTaskLink): string;
}

/** Filled at start by the modules that know; asked by the guard. */
export class ViewerSources {
  accounts: AccountSource | undefined;
  tickets: TicketSource | undefined;
  taskLinks: TaskLinkSource | undefined;
}
