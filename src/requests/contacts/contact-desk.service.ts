import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../../access/viewer.js';
import { Vault } from '../../config/vault.js';
import { Audit } from '../../proof/audit.service.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import { barePassword, newTicketPassword } from '../filing/domain/ticket-password.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { auditedBy } from '../steps/caller.js';
import { QuietSteps } from './quiet-steps.service.js';

/**
 * What a desk does for a citizen: sends a new password, prints the receipt. Each leaves a step; a new password is seen by the person, and
 * stands in the audit list. Refuses without the permission (`not-allowed`).
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
      await this.audit.append(em, {
        event: 'ticket-password-renewed',
        accountId: auditedBy(viewer),
        data: { request: ticketNumber },
      });
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
}
