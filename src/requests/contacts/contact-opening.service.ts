import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Audit } from '../../proof/audit.service.js';
import type { Language } from '../../shared/localized-text.js';
import { Refusal } from '../../shared/refusal.js';
import { Languages } from '../../web/languages.js';
import { RequestTransaction } from '../request-transaction.service.js';
import { auditedBy } from '../steps/caller.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { Task } from '../tasks/task.entity.js';
import type { Contacts } from './contacts.js';
import { mayOpenContacts } from './may-open.js';
import { QuietSteps } from './quiet-steps.service.js';

/**
 * Opens a citizen's contacts for who may, for this once. Each opening is a step that the person reads, with who and why, and stands in the
 * audit list. Refuses who may not (`not-allowed`), and an office without a reason.
 */
@Injectable()
export class ContactOpening {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly steps: QuietSteps,
    private readonly audit: Audit,
    private readonly languages: Languages,
  ) {}

  /** The contacts, unmasked. A partner needs give no reason: its task is one. */
  open(
    viewer: Viewer,
    ticketNumber: string,
    reason: string,
    key: string,
  ): Promise<{ contacts: Contacts | null } | Refusal> {
    const command = { ticketNumber, key, body: { open: reason } };
    return this.requests.run(viewer, command, async (em, card) => {
      const tasks = await em.findBy(Task, { requestId: card.request.id });
      if (!mayOpenContacts(viewer, tasks)) return new Refusal('not-allowed');
      const value = reason || this.ownReason(viewer, card.request.language);
      if (!value) return Refusal.fields([{ field: 'reason', code: 'required' }]);
      const values = [{ name: VALUE.note, value, visibility: 'public' as const }];
      const step = { action: 'open-contacts', visibility: 'public' as const, values };
      await this.steps.write(em, { viewer, card }, step);
      await this.note(em, viewer, ticketNumber);
      return { contacts: card.contacts };
    });
  }

  /** In the language of the person, who reads it in their timeline. */
  private ownReason(viewer: Viewer, language: Language): string | null {
    if (viewer.kind !== 'partner') return null;
    return this.languages.translate(language, 'steps:contacts-for-task');
  }

  private note(em: EntityManager, viewer: Viewer, request: string): Promise<void> {
    const data = {
      ...{ request },
      ...(viewer.kind === 'partner' && { partner: viewer.partnerCode }),
    };
    return this.audit.append(em, { event: 'contacts-opened', accountId: auditedBy(viewer), data });
  }
}
