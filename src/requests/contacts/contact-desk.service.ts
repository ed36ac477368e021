import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../../access/viewer.js';
import { Vault } from '../../config/vault.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import type { Change } from '../change.js';
import { barePassword, newTicketPassword } from '../filing/domain/ticket-password.js';
import type { RequestCard } from '../request-cards.service.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { Actors } from '../steps/actors.service.js';
import { type NamedValue, VALUE } from '../steps/domain/step-draft.js';
import type { Visibility } from '../steps/step.entity.js';
import { WritePath } from '../write-path.service.js';
import type { Contacts } from './contacts.js';

/**
 * What may be done with a citizen's contacts: open them, send a new password, note that they were told, print the receipt. Each leaves a
 * step; openings and new passwords are seen by the person. Refuses without the permission (`not-allowed`).
 */
@Injectable()
export class ContactDesk {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly writePath: WritePath,
    private readonly actors: Actors,
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
    return this.requests.run(
      viewer,
      { ticketNumber, key, body: { open: reason } },
      async (em, card) => {
        if (!may(viewer, 'contacts.open')) return new Refusal('not-allowed');
        if (!reason) return Refusal.fields([{ field: 'reason', code: 'required' }]);
        const values = [{ name: VALUE.note, value: reason, visibility: 'public' as const }];
        await this.writePath.apply(
          em,
          card,
          await this.change(viewer, card, {
            action: 'open-contacts',
            visibility: 'public',
            values,
          }),
        );
        return { contacts: card.contacts };
      },
    );
  }

  /** A new ticket password: the old one is void at once, also for browsers that hold the ticket. */
  newPassword(
    viewer: Viewer,
    ticketNumber: string,
    key: string,
  ): Promise<{ password: string } | Refusal> {
    return this.requests.run(
      viewer,
      { ticketNumber, key, body: 'new-password' },
      async (em, card) => {
        if (!may(viewer, 'requests.new-password')) return new Refusal('not-allowed');
        const password = newTicketPassword();
        const change = await this.change(viewer, card, {
          action: 'new-password',
          visibility: 'public',
          values: [],
        });
        await this.writePath.apply(em, card, {
          ...change,
          patch: { passwordFingerprint: this.vault.fingerprint(barePassword(password)) },
          letter: { kind: 'new-password', password },
        });
        return { password };
      },
    );
  }

  /** The front desk has told the citizen by phone, by letter or at the counter. */
  told(
    viewer: Viewer,
    ticketNumber: string,
    how: string,
    key: string,
  ): Promise<{ told: true } | Refusal> {
    return this.requests.run(
      viewer,
      { ticketNumber, key, body: { told: how } },
      async (em, card) => {
        if (!may(viewer, 'notices.tell')) return new Refusal('not-allowed');
        const values = [{ name: VALUE.note, value: how, visibility: 'public' as const }];
        await this.writePath.apply(
          em,
          card,
          await this.change(viewer, card, { action: 'told', visibility: 'public', values }),
        );
        return { told: true };
      },
    );
  }

  /** After this a helper no longer sees what they filed. */
  receiptPrinted(
    viewer: Viewer,
    ticketNumber: string,
    key: string,
  ): Promise<{ printed: true } | Refusal> {
    return this.requests.run(viewer, { ticketNumber, key, body: 'printed' }, async (em, card) => {
      const change = await this.change(viewer, card, {
        action: 'print-receipt',
        visibility: 'internal',
        values: [],
      });
      await this.writePath.apply(em, card, {
        ...change,
        patch: { receiptPrintedAt: this.clock.now() },
      });
      return { printed: true };
    });
  }

  private async change(
    viewer: Viewer,
    card: RequestCard,
    step: { action: string; visibility: Visibility; values: readonly NamedValue[] },
  ): Promise<Change> {
    const { stateCode } = card.request;
    return {
      draft: {
        ...step,
        from: stateCode,
        to: stateCode,
        occurredAt: this.clock.now(),
        actor: await this.actors.of(viewer, card),
      },
      moves: false,
      patch: {},
      tasks: [],
      files: [],
      letter: null,
      isSilent: true,
    };
  }
}
