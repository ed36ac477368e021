import { Injectable } from '@nestjs/common';
import type { CitizenViewer } from '../../../access/viewer.js';
import { type Draft, Drafts } from '../../../requests/filing/drafts.service.js';
import { type Recorded, StepDesk } from '../../../requests/steps/step-desk.service.js';
import type { StepCommand } from '../../../requests/steps/step-command.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { UploadLimits } from '../../../web/council.js';
import type { Uploads } from '../../../web/uploads.js';
import { DraftFiles } from '../filing/draft-files.service.js';

export interface TicketAction {
  readonly command: Omit<StepCommand, 'files'>;
  readonly key: string;
  /** Names files that were kept when the form came back. */
  readonly handle: string;
  readonly uploads: Uploads;
  readonly limits: UploadLimits;
}

/** What has to be mended, and the files that were kept meanwhile. */
export interface NotRecorded {
  readonly refusal: Refusal;
  readonly draft: Draft | null;
}

/**
 * Records what a ticket holder does. A file that is refused holds the step back, with the other files kept for the next try. Refuses as
 * `StepDesk` does.
 */
@Injectable()
export class TicketActions {
  constructor(
    private readonly drafts: Drafts,
    private readonly files: DraftFiles,
    private readonly desk: StepDesk,
  ) {}

  async record(viewer: CitizenViewer, action: TicketAction): Promise<Recorded | NotRecorded> {
    const taken = await this.take(action);
    if (taken.refusal) return { refusal: taken.refusal, draft: taken.draft };
    const { draft } = taken;
    const command = { ...action.command, files: draft?.files ?? [] };
    const recorded = await this.desk.record(viewer, viewer.ticketNumber, command, action.key);
    if (isRefusal(recorded)) return { refusal: recorded, draft };
    if (draft) await this.files.discardDraft(draft.id); // what the step took over stays
    return recorded;
  }

  /** What a form names the kept files by. */
  handleOf({ id }: Draft): string {
    return this.drafts.handleOf(id);
  }

  /** The files of this try with those kept from the one before; a draft is opened only where there are some. */
  private async take({
    handle,
    uploads,
    limits,
  }: TicketAction): Promise<{ draft: Draft | null; refusal: Refusal | null }> {
    const known = this.drafts.idOf(handle);
    const hasNew = Object.values(uploads.files).some((files) => files.length > 0);
    if (!known && !hasNew) return { draft: null, refusal: refusalOf(uploads.errors) };
    const kept = known ? await this.drafts.read(known) : null;
    const draftId = kept?.id ?? (await this.drafts.open({}));
    const answer = await this.files.take(draftId, uploads, limits);
    return {
      draft: await this.drafts.read(draftId),
      refusal: isRefusal(answer) ? answer : refusalOf(answer),
    };
  }
}

function refusalOf(errors: Refusal['errors']): Refusal | null {
  return errors.length > 0 ? Refusal.fields(errors) : null;
}
