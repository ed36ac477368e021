import { Injectable } from '@nestjs/common';
import { Files, type FileKind } from '../../files/files.service.js';
import type { StoredFile } from '../../requests/attachments/stored-file.js';
import { Drafts } from '../../requests/filing/drafts.service.js';
import { type FieldError, isRefusal, type Refusal } from '../../shared/refusal.js';
import type { UploadLimits } from '../../web/council.js';
import type { Uploads } from '../../web/uploads.js';

const FIELDS = [
  { field: 'photos', kind: 'photo' },
  { field: 'documents', kind: 'document' },
] as const satisfies readonly { field: string; kind: FileKind }[];

/** A kept file as a form's page names it. */
export interface KeptFileModel {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
}

/** The files that a form has brought so far. */
export interface Kept {
  readonly files: readonly (StoredFile & { readonly id: string })[];
  readonly draftId: string | null;
  /** Goes into the page, so that the next sending finds them. */
  readonly handle: string;
  readonly errors: readonly FieldError[];
}

export interface Brought {
  readonly uploads: Uploads;
  readonly limits: UploadLimits;
  /** As `Kept` gave it; empty where nothing was kept before. */
  readonly handle: string;
  /** Ids of kept files that the person no longer wants. */
  readonly dropped: readonly string[];
}

/**
 * Keeps the files of a form while the rest of it is mended or looked at: each that is what it says is kept, each of the others is
 * refused by its name. Refuses all (`unavailable`) where the disk has no room. What is left lying is swept with the drafts.
 */
@Injectable()
export class KeptFiles {
  constructor(
    private readonly drafts: Drafts,
    private readonly files: Files,
  ) {}

  async take(brought: Brought): Promise<Kept | Refusal> {
    const known = brought.handle ? this.drafts.idOf(brought.handle) : null;
    const errors = [...brought.uploads.errors];
    const fresh: StoredFile[] = [];
    for (const { field, kind } of FIELDS) {
      const taken = await this.files.acceptAll(sentAs(brought.uploads, field), {
        kind,
        maxBytes: brought.limits.fileBytes,
      });
      if (isRefusal(taken)) return taken;
      fresh.push(...taken.files);
      errors.push(...taken.errors);
    }
    for (const id of known ? brought.dropped : []) await this.drop(known ?? '', id);
    const draftId = fresh.length > 0 ? (known ?? (await this.drafts.open({}))) : known;
    if (draftId) errors.push(...(await this.stage(draftId, fresh, brought.limits)));
    return this.kept(draftId, errors);
  }

  /** After the step is recorded: its files are its own, anything else goes. */
  async end(draftId: string | null): Promise<void> {
    if (draftId) await this.files.discard(await this.drafts.discard(draftId));
  }

  private async kept(draftId: string | null, errors: readonly FieldError[]): Promise<Kept> {
    const draft = draftId ? await this.drafts.read(draftId) : null;
    if (!draft) return { files: [], draftId: null, handle: '', errors: onePerField(errors) };
    const handle = this.drafts.handleOf(draft.id);
    return { files: draft.files, draftId: draft.id, handle, errors: onePerField(errors) };
  }

  private async drop(draftId: string, fileId: string): Promise<void> {
    const file = await this.drafts.removeFile(draftId, fileId);
    if (file) await this.files.discard([file]);
  }

  private async stage(
    draftId: string,
    files: readonly StoredFile[],
    limits: UploadLimits,
  ): Promise<FieldError[]> {
    const most = { photo: limits.photos, document: limits.documents };
    const tooMany = await this.drafts.stage(draftId, files, most);
    await this.files.discard(tooMany);
    return FIELDS.flatMap(({ field, kind }) => {
      const count = tooMany.filter((file) => file.kind === kind).length;
      return count > 0 ? [{ field, code: 'files-too-many', data: { count, max: most[kind] } }] : [];
    });
  }
}

export function keptModel(kept: Kept | null): KeptFileModel[] {
  return (kept?.files ?? []).map(({ id, kind, originalName }) => ({
    id,
    kind,
    name: originalName,
  }));
}

function sentAs(uploads: Uploads, field: string) {
  return (uploads.files[field] ?? []).map(({ name, bytes }) => ({ field, name, bytes }));
}

/** A page shows one sentence at a field; of two unreadable photos the first is named. */
function onePerField(errors: readonly FieldError[]): FieldError[] {
  return errors.filter((error, i) => errors.findIndex(({ field }) => field === error.field) === i);
}
