import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { endOfCivilDay, startOfCivilDay } from '../../calendar/domain/civil-time.js';
import { Reads } from '../../database/reads.js';
import { isRefusal } from '../../shared/refusal.js';
import { seenBy } from '../request-scope.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { ContactOpening } from './contact-opening.service.js';
import type { Contacts } from './contacts.js';

export interface ListedRequest {
  readonly id: string;
  readonly ticketNumber: string;
  /** Whether there are contacts to open: nothing was erased, and somebody left some. */
  readonly hasContacts: boolean;
}

/**
 * Opens the contacts of many requests, each by the desk's own command: every request keeps a step that its citizen reads, with the reason.
 * Gives only requests that the viewer sees; whoever may not open contacts gets none.
 */
@Injectable()
export class ContactLists {
  constructor(
    private readonly reads: Reads,
    private readonly desk: ContactOpening,
  ) {}

  /** Filed in these days, both included; at most `limit`. */
  async filed(
    viewer: Viewer,
    { from, to }: { readonly from: string; readonly to: string },
    limit: number,
  ): Promise<ListedRequest[]> {
    const seen = seenBy(viewer);
    const rows = await this.reads.rows<Omit<ListedRequest, 'hasContacts'> & { has: number }>(
      `SELECT r.id AS "id", r.ticket_number AS "ticketNumber",
         CASE WHEN EXISTS (SELECT 1 FROM step_values v
           WHERE v.request_id = r.id AND v.name = :contacts AND v.value IS NOT NULL) THEN 1 ELSE 0 END AS "has"
       FROM service_requests r
       WHERE r.filed_at >= :first AND r.filed_at < :after AND (${seen.sql})
       ORDER BY r.filed_at, r.id LIMIT ${limit}`,
      {
        ...seen.parameters,
        contacts: VALUE.contacts,
        first: startOfCivilDay(from).toISOString(),
        after: endOfCivilDay(to).toISOString(),
      },
    );
    return rows.map(({ has, ...row }) => ({ ...row, hasContacts: Number(has) === 1 }));
  }

  /** Null where there are none, or where they may no longer be seen. `key` names the list: opened twice under it is opened once. */
  async open(
    viewer: Viewer,
    { ticketNumber, hasContacts }: ListedRequest,
    { reason, key }: { readonly reason: string; readonly key: string },
  ): Promise<Contacts | null> {
    if (!hasContacts) return null;
    const opened = await this.desk.open(viewer, ticketNumber, reason, `${key}:${ticketNumber}`);
    return isRefusal(opened) ? null : opened.contacts;
  }
}
