import { Injectable } from '@nestjs/common';
import { FilingLimits } from '../../../access/limits/filing-limits.service.js';
import { type Draft, Drafts } from '../../../requests/filing/drafts.service.js';
import type { Filed } from '../../../requests/filing/filing-command.js';
import { FilingDesk } from '../../../requests/filing/filing-desk.service.js';
import type { Accepted } from '../../../requests/filing/intake.service.js';
import type { Language } from '../../../shared/localized-text.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { FilingCheck } from './filing-check.service.js';

/** In this door everybody files as a private person, whoever else they are: so one draft has one receipt. */
const FILER = { kind: 'nobody' } as const;

export interface Sent {
  readonly filed: Filed;
  /** The address that the receipt goes to, while it is known. */
  readonly email: string | null;
}

/**
 * Sends drafts: however often, from however many tabs, a draft becomes one request with one receipt. Refuses with `not-found` a draft that
 * is gone and was not sent, with `too-many` who files without end, and as `FilingDesk` does.
 */
@Injectable()
export class Sending {
  constructor(
    private readonly drafts: Drafts,
    private readonly filingCheck: FilingCheck,
    private readonly limits: FilingLimits,
    private readonly desk: FilingDesk,
  ) {}

  async send(
    draftId: string,
    { language, client }: { language: Language; client: string | null },
  ): Promise<Sent | Refusal> {
    const already = await this.sentBefore(draftId);
    if (already) return already;
    const draft = await this.drafts.read(draftId);
    if (!draft) return (await this.sentBefore(draftId)) ?? new Refusal('not-found');
    const accepted = await this.filingCheck.check(draft, language);
    if (isRefusal(accepted)) return accepted;
    const limit = await this.limits.admit(client);
    const answer = limit ?? (await this.file(draft, accepted));
    // two at once: the other one has filed it while this one was reading
    return isRefusal(answer) ? ((await this.sentBefore(draftId)) ?? answer) : answer;
  }

  private async file(draft: Draft, { command }: Accepted): Promise<Sent | Refusal> {
    const filed = await this.desk.file(FILER, command, draft.id);
    return isRefusal(filed) ? filed : { filed, email: command.contacts.email };
  }

  private async sentBefore(draftId: string): Promise<Sent | null> {
    const filed = await this.drafts.receiptOf(draftId);
    return filed && { filed, email: null };
  }
}
