import type { AttachmentKind } from './attachment.entity.js';

/** A file that `files/` has checked and stored, not yet part of a request. */
export interface StoredFile {
  readonly kind: AttachmentKind;
  readonly storedAs: string;
  /** SHA-256 of the stored bytes, hex. */
  readonly digest: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly originalName: string;
}
