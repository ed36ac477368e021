import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may, type Viewer } from '../../access/viewer.js';
import { Vault } from '../../config/vault.js';
import { Audit, type AuditEvent } from '../../proof/audit.service.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import { barePassword, newTicketPassword } from '../filing/domain/ticket-password.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { auditedBy } from '../steps/caller.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Contacts } from './contacts.js';
import { QuietSteps } from './quiet-steps.service.js';

/**
 * What may be done with a citizen's contacts: open them, send a new password, print the receipt. Each leaves a step; openings and new
 * passwords are seen by the person, and stand in the audit list. Refuses without the permission (`not-allowed`).
 */
@Injectable()
export class ContactDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly steps: QuietSteps,
    private readonly audit: Audit,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** The contacts, unmasked, for this once. `reason` is for the person whose contacts they are. */
  open(
    viewer: Viewer,
    ticketNumber: string,
    reason: string,
    key: string,
  ): Promise<{ contacts: Contacts | null } | Refusal> {
    const command = { ticketNumber, key, body: { open: reason } };
    return this.requests.run(viewer, command, async (em, card) => {
      if (!may(viewer, 'contacts.open')) return new Refusal('not-allowed');
      if (!reason) return Refusal.fields([{ field: 'reason', code: 'required' }]);
      const values = [{ name: VALUE.note, value: reason, visibility: 'public' as const }];
      const step = { action: 'open-contacts', visibility: 'public' as const, values };
      await this.steps.write(em, { viewer, card }, step);
      await this.note(em, viewer, { event: 'contacts-opened', ticketNumber });
      return { contacts: card.contacts };
    });
  }

  /** A new ticket password: the old one is void at once, also for browsers that hold the ticket. */
  newPassword(
    viewer: Viewer,
    ticketNumber: string,
    key: string,
  ): Promise<{ password: string } | Refusal> {
    const command = { ticketNumber, key, body: 'new-password' };
    return this.requests.run(viewer, command, async (em, card) => {
      if (!may(viewer, 'requests.new-password')) return new Refusal('not-allowed');
      const password = newTicketPassword();
      await this.steps.write(
        em,
        { viewer, card },
        {
          action: 'new-password',
          visibility: 'public',
          patch: { passwordFingerprint: this.vault.fingerprint(barePassword(password)) },
          letter: { kind: 'new-password', password },
        },
      );
      await this.note(em, viewer, { event: 'ticket-password-renewed', ticketNumber });
      return { password };
    });
  }

  /** After this a helper no longer sees what they filed. */
  receiptPrinted(
    viewer: Viewer,
    ticketNumber: string,
    key: string,
  ): Promise<{ printed: true } | Refusal> {
    const command = { ticketNumber, key, body: 'printed' };
    return this.requests.run(viewer, command, async (em, card) => {
      const patch = { receiptPrintedAt: this.clock.now() };
      const step = { action: 'print-receipt', visibility: 'internal' as const, patch };
      await this.steps.write(em, { viewer, card }, step);
      return { printed: true };
    });
  }

  private note(
    em: EntityManager,
    viewer: Viewer,
    { event, ticketNumber }: { event: AuditEvent; ticketNumber: string },
  ): Promise<void> {
    const data = { request: ticketNumber };
    return this.audit.append(em, { event, accountId: auditedBy(viewer), data });
  }
}
