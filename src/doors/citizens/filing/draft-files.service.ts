import { Injectable } from '@nestjs/common';
import { Files } from '../../../files/files.service.js';
import { Drafts } from '../../../requests/filing/drafts.service.js';
import type { StoredFile } from '../../../requests/attachments/stored-file.js';
import type { UploadLimits } from '../../../web/council.js';
import type { Uploads } from '../../../web/uploads.js';
import { type FieldError, isRefusal, type Refusal } from '../../../shared/refusal.js';

const FIELDS = [
  { field: 'photos', kind: 'photo' },
  { field: 'documents', kind: 'document' },
] as const;

/**
 * Takes uploaded files into a draft: each that is what it says and finds room is kept, and each of the others is refused by its name.
 * Refuses all (`unavailable`) where the disk has no room.
 */
@Injectable()
export class DraftFiles {
  constructor(
    private readonly drafts: Drafts,
    private readonly files: Files,
  ) {}

  async take(
    draftId: string,
    uploads: Uploads,
    limits: UploadLimits,
  ): Promise<FieldError[] | Refusal> {
    const errors = [...uploads.errors];
    for (const { field, kind } of FIELDS) {
      const sent = uploads.files[field] ?? [];
      const taken = await this.files.acceptAll(
        sent.map(({ name, bytes }) => ({ field, name, bytes })),
        {
          kind,
          maxBytes: limits.fileBytes,
        },
      );
      if (isRefusal(taken)) return taken;
      errors.push(...taken.errors);
      const tooMany = await this.drafts.stage(draftId, taken.files, {
        photo: limits.photos,
        document: limits.documents,
      });
      await this.files.discard(tooMany);
      errors.push(...tooMany.map(({ originalName }) => noRoom(field, originalName, limits[field])));
    }
    return errors;
  }

  async remove(draftId: string, fileId: string): Promise<void> {
    const file = await this.drafts.removeFile(draftId, fileId);
    if (file) await this.files.discard([file]);
  }

  async discardDraft(draftId: string): Promise<void> {
    await this.files.discard(await this.drafts.discard(draftId));
  }

  /** Takes away what people have left lying for 30 days; answers how many files. */
  async sweep(): Promise<number> {
    const files: StoredFile[] = await this.drafts.sweep();
    await this.files.discard(files);
    return files.length;
  }
}

function noRoom(field: string, name: string, max: number): FieldError {
  return { field, code: 'file-one-too-many', data: { name, max } };
}
