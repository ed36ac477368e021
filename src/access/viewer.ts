import type { Language } from '../shared/localized-text.js';
import type { Permission, Scope } from './permissions.js';

/**
 * Who is asking. Every finder takes one: what a viewer may not see is not loaded. Re-read at each request, so that a changed role or a
 * closed account counts at once.
 */
export type Viewer = Nobody | CitizenViewer | OfficeViewer | PartnerViewer;

export interface Nobody {
  readonly kind: 'nobody';
}

/** Holds a ticket: proved by number and password. Sees that one request. */
export interface CitizenViewer {
  readonly kind: 'citizen';
  readonly requestId: string;
  readonly ticketNumber: string;
}

/** A council person or helper. */
export interface OfficeViewer {
  readonly kind: 'office';
  readonly accountId: string;
  readonly username: string;
  readonly name: string;
  readonly language: Language;
  readonly roleCode: string;
  readonly scope: Scope;
  readonly permissions: readonly Permission[];
  readonly officeIds: readonly string[];
  /** A helper's organisation (association, district council, health service), by its partner code. */
  readonly organisation?: string;
  /** Signed in with a password that the machine made: no page but the one for a new password. */
  readonly mustChangePassword?: true;
}

/** A named person of a partner, by sign-in (`accountId` set) or token. */
export interface PartnerViewer {
  readonly kind: 'partner';
  readonly partnerId: string;
  readonly partnerCode: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly language: Language;
  readonly permissions: readonly Permission[];
  readonly seesContacts: boolean;
  /** A district council: the areas that it looks after, while its agreement holds. It sees every request there, without contacts. */
  readonly areaIds?: readonly string[];
  /**
   * How the name is known where it is not by an account or token: `mailbox`, proved to read the partner's mailbox; `declared`, named by
   * the partner's own system or by who handed a link on.
   */
  readonly known?: 'mailbox' | 'declared';
  readonly mustChangePassword?: true;
  /** Came by a task's link, without an account: sees that one request, answers that one task. */
  readonly link?: LinkViewer;
}

/** What is known of somebody who came by a task's link. */
export interface LinkViewer {
  readonly linkId: string;
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly taskId: string;
}

export function may(viewer: Viewer, permission: Permission): boolean {
  return (
    (viewer.kind === 'office' || viewer.kind === 'partner') &&
    viewer.permissions.includes(permission)
  );
}
