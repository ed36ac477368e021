import { Injectable } from '@nestjs/common';
import { type FieldError, isRefusal, Refusal } from '../shared/refusal.js';
import { tidyFileName } from '../shared/file-name.js';
import { type Signature, signatureOf } from './domain/signature.js';
import { FileStore, type StoredBytes } from './file-store.js';
import { FreeSpace } from './free-space.js';
import { PHOTO_LIMITS, type PhotoFault } from './photo-process.js';
import { PhotoReader } from './photo-reader.js';

export const FILE_KINDS = ['photo', 'document'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** A file as it came: the name is the sender's word. `field` is the form's field, for the error beside it. */
export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** What may be sent: `any` lets the first bytes say whether it is a photo or a document. */
export interface Accepting {
  readonly kind: FileKind | 'any';
  readonly maxBytes?: number;
}

/** A file that was checked and stored; the shape of `StoredFile` in requests/. */
export interface AcceptedFile extends StoredBytes {
  readonly kind: FileKind;
  readonly mediaType: 'image/jpeg' | 'application/pdf';
  readonly originalName: string;
}

export type FileOutcome =
  | { readonly ok: true; readonly file: AcceptedFile }
  | { readonly ok: false; readonly error: FieldError };

const MEGABYTE = 1_048_576;
const MAX_BYTES = 10 * MEGABYTE;
const MEDIA_TYPES = { photo: 'image/jpeg', document: 'application/pdf' } as const;
const PHOTO_CODES: Readonly<Record<PhotoFault, string>> = {
  unreadable: 'photo-unreadable',
  'too-many-pixels': 'photo-too-many-pixels',
  format: 'photo-format',
};

/**
 * Promises that what it stores is what it says: a photo made anew as JPEG without metadata, or a PDF as sent. Answers an error at the
 * file's field, with the file's name, for what it does not take; refuses (`unavailable`) where disk or readers have no room.
 */
@Injectable()
export class Files {
  constructor(
    private readonly store: FileStore,
    private readonly freeSpace: FreeSpace,
    private readonly photos: PhotoReader,
  ) {}

  async accept(sent: SentFile, accepting: Accepting): Promise<FileOutcome | Refusal> {
    const noRoom = await this.freeSpace.refusal('upload');
    if (noRoom) return noRoom;
    const fault = sizeFault(sent, accepting.maxBytes ?? MAX_BYTES);
    if (fault) return fault;
    const signature = signatureOf(sent.bytes);
    const isDocument =
      accepting.kind === 'document' || (accepting.kind === 'any' && signature === 'pdf');
    return isDocument ? this.acceptDocument(sent, signature) : this.acceptPhoto(sent, signature);
  }

  /** Each on its own: those that are taken, and an error for each of the others. One refusal where there is no room at all. */
  async acceptAll(
    sent: readonly SentFile[],
    accepting: Accepting,
  ): Promise<{ files: AcceptedFile[]; errors: FieldError[] } | Refusal> {
    const files: AcceptedFile[] = [];
    const errors: FieldError[] = [];
    for (const one of sent) {
      const outcome = await this.accept(one, accepting);
      if (isRefusal(outcome)) {
        await this.discard(files);
        return outcome;
      }
      if (outcome.ok) files.push(outcome.file);
      else errors.push(outcome.error);
    }
    return { files, errors };
  }

  /** Takes stored files away again: what they were for was not filed, or they were erased. */
  async discard(files: readonly { readonly storedAs: string }[]): Promise<void> {
    for (const { storedAs } of files) await this.store.remove(storedAs);
  }

  private async acceptPhoto(sent: SentFile, signature: Signature): Promise<FileOutcome | Refusal> {
    if (signature === 'heic') return notTaken(sent, 'photo-heic');
    if (signature === 'pdf' || signature === 'other') return notTaken(sent, 'photo-format');
    const reading = await this.photos.read(sent.bytes);
    if (isRefusal(reading)) return reading;
    if (reading.ok) return this.keep('photo', sent, reading.bytes);
    const megapixels = PHOTO_LIMITS.pixels / 1_000_000;
    return notTaken(sent, PHOTO_CODES[reading.fault], { megapixels });
  }

  private async acceptDocument(sent: SentFile, signature: Signature): Promise<FileOutcome> {
    return signature === 'pdf'
      ? this.keep('document', sent, sent.bytes)
      : notTaken(sent, 'document-not-pdf');
  }

  private async keep(kind: FileKind, sent: SentFile, bytes: Buffer): Promise<FileOutcome> {
    const stored = await this.store.put(bytes);
    const originalName = tidyFileName(sent.name);
    return { ok: true, file: { kind, ...stored, mediaType: MEDIA_TYPES[kind], originalName } };
  }
}

function sizeFault(sent: SentFile, maxBytes: number): FileOutcome | null {
  if (sent.bytes.length === 0) return notTaken(sent, 'file-empty');
  if (sent.bytes.length <= maxBytes) return null;
  return notTaken(sent, 'file-too-large', { mb: Math.floor((maxBytes / MEGABYTE) * 10) / 10 });
}

function notTaken(sent: SentFile, code: string, data: Record<string, number> = {}): FileOutcome {
  const name = tidyFileName(sent.name);
  return { ok: false, error: { field: sent.field, code, data: { name, ...data } } };
}
