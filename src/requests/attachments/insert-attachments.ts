import type { EntityManager } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { newId } from '../../shared/ids.js';
import type { Step } from '../steps/step.entity.js';
import { Attachment } from './attachment.entity.js';
import type { StoredFile } from './stored-file.js';

/** Ties stored files to the step that brought them; the step's visibility is theirs. */
export async function insertAttachments(
  em: EntityManager,
  requestId: string,
  step: Step,
  files: readonly StoredFile[],
): Promise<void> {
  const rows = files.map((file) => ({
    id: newId(),
    requestId,
    seq: step.seq,
    kind: file.kind,
    digest: file.digest,
    storedAs: file.storedAs,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    visibility: step.visibility,
    releasedAt: null,
    erasedAt: null,
  }));
  await insertRows(em, Attachment, rows);
}
