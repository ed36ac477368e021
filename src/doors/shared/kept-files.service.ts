import { Injectable } from '@nestjs/common';
import { Files } from '../../files/files.service.js';
import type { StoredFile } from '../../requests/attachments/stored-file.js';
import { type Draft, Drafts } from '../../requests/filing/drafts.service.js';
import { type FieldError, isRefusal, type Refusal } from '../../shared/refusal.js';
import type { UploadLimits } from '../../web/council.js';
import type { Uploads } from '../../web/uploads.js';

const FIELDS = [
  { field: 'photos', kind: 'photo' },
  { field: 'documents', kind: 'document' },
] as const;

/** What the form said of files that came with an earlier try. */
export interface KeptBefore {
  /** As `keep` gave it. */
  readonly handle?: string | undefined;
  /** Ids of those to be taken away again. */
  readonly drop: readonly string[];
}

export interface TakenFiles {
  readonly draftId: string | null;
  /** Kept before and taken now: what the step will get. */
  readonly files: readonly StoredFile[];
  readonly fresh: readonly StoredFile[];
  readonly errors: readonly FieldError[];
}

/** What the form is shown again with. */
export interface KeptFilesModel {
  readonly handle: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
}

/**
 * Promises that a good photo is not lost because another field was wrong: it waits in a draft until the form is right. Refuses each file
 * that is not what it says by its name, and what is too many.
 */
@Injectable()
export class KeptFiles {
  constructor(
    private readonly files: Files,
    private readonly drafts: Drafts,
  ) {}

  async take(
    before: KeptBefore,
    uploads: Uploads,
    limits: UploadLimits,
  ): Promise<TakenFiles | Refusal> {
    const draftId = before.handle ? this.drafts.idOf(before.handle) : null;
    const earlier = draftId ? await this.still(draftId, before.drop) : [];
    const errors = [...uploads.errors];
    const fresh: StoredFile[] = [];
    for (const { field, kind } of FIELDS) {
      const sent = (uploads.files[field] ?? []).map(({ name, bytes }) => ({ field, name, bytes }));
      const taken = await this.files.acceptAll(sent, { kind, maxBytes: limits.fileBytes });
      if (isRefusal(taken)) return taken;
      const room = Math.max(0, limits[field] - earlier.filter((file) => file.kind === kind).length);
      const over = taken.files.slice(room);
      await this.files.discard(over);
      fresh.push(...taken.files.slice(0, room));
      errors.push(...taken.errors);
      if (over.length > 0) errors.push(tooMany(field, limits[field], over.length));
    }
    return { draftId, files: [...earlier, ...fresh], fresh, errors: onePerField(errors) };
  }

  /** The form was not right: what came with it waits. Null where nothing did. */
  async keep({ draftId, files, fresh }: TakenFiles): Promise<KeptFilesModel | null> {
    if (files.length === 0) return null;
    const id = draftId ?? (await this.drafts.open({}));
    const noRoom = await this.drafts.stage(id, fresh, { photo: 50, document: 50 }); // counted above
    await this.files.discard(noRoom);
    const draft = await this.drafts.read(id);
    const waiting = draft?.files ?? [];
    return {
      handle: this.drafts.handleOf(id),
      files: waiting.map(({ id: fileId, originalName, kind }) => ({
        id: fileId,
        name: originalName,
        kind,
      })),
    };
  }

  /** The files are part of a step now. */
  async settle({ draftId }: TakenFiles): Promise<void> {
    if (draftId) await this.files.discard(await this.drafts.discard(draftId));
  }

  private async still(draftId: string, drop: readonly string[]): Promise<Draft['files']> {
    for (const fileId of drop) {
      const file = await this.drafts.removeFile(draftId, fileId);
      if (file) await this.files.discard([file]);
    }
    return (await this.drafts.read(draftId))?.files ?? [];
  }
}

function tooMany(field: string, max: number, count: number): FieldError {
  return { field, code: 'files-too-many', data: { max, count } };
}

/** A page shows one sentence at a field; of two unreadable photos the first is named. */
function onePerField(errors: readonly FieldError[]): FieldError[] {
  return errors.filter((error, i) => errors.findIndex(({ field }) => field === error.field) === i);
}
