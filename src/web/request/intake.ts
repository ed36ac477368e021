import type { Readable } from 'node:stream';
import type multer from 'multer';
import type { FieldError } from '../../shared/refusal.js';
import type { UploadedFile } from '../uploads.js';

/** What has been read of one request's files so far. */
export interface Intake {
  /** How many files each field takes. */
  readonly wanted: ReadonlyMap<string, number>;
  readonly fileBytes: number;
  bytesLeft: number;
  readonly files: Record<string, UploadedFile[]>;
  /** By field: one sentence each. */
  readonly errors: Map<string, FieldError>;
}

const MEGABYTE = 1024 * 1024;

/** Multer's storage and filter over an intake: keeps what fits, lets the rest run through and notes why. */
export function intakeStorage(intake: Intake): {
  storage: multer.StorageEngine;
  fileFilter: NonNullable<multer.Options['fileFilter']>;
} {
  const seen = new Map<string, number>();
  return {
    fileFilter: (_req, { fieldname }, decide) => {
      const wanted = intake.wanted.get(fieldname);
      const count = (seen.get(fieldname) ?? 0) + 1;
      seen.set(fieldname, count);
      if (wanted === undefined) note(intake, { field: fieldname, code: 'unknown-field' });
      else if (count > wanted) noteTooMany(intake, fieldname, wanted, count - wanted);
      decide(null, wanted !== undefined && count <= wanted);
    },
    storage: {
      _handleFile: (_req, file, done) => {
        keep(intake, file).then(
          () => done(null),
          (error: unknown) => done(error as Error),
        );
      },
      _removeFile: (_req, _file, done) => done(null),
    },
  };
}

async function keep(intake: Intake, file: Express.Multer.File): Promise<void> {
  const { fieldname: field, originalname: name } = file;
  const bytes = await collect(intake, file.stream);
  if (bytes === 'file-too-large')
    note(intake, { field, code: bytes, data: { name, mb: intake.fileBytes / MEGABYTE } });
  else if (bytes === 'files-too-large')
    note(intake, { field, code: bytes, data: { name, mb: 60 } });
  else if (bytes.length === 0) note(intake, { field, code: 'file-empty', data: { name } });
  else intake.files[field]?.push({ field, name, bytes, claimedType: file.mimetype });
}

/** Reads the stream to its end whatever happens: the form's other fields come after it. */
async function collect(
  intake: Intake,
  stream: Readable,
): Promise<Buffer | 'file-too-large' | 'files-too-large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  let fault: 'file-too-large' | 'files-too-large' | undefined;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (!fault && size > intake.fileBytes) fault = 'file-too-large';
    if (!fault && chunk.length > intake.bytesLeft) fault = 'files-too-large';
    if (fault) chunks.length = 0;
    else {
      intake.bytesLeft -= chunk.length;
      chunks.push(chunk);
    }
  }
  return fault ?? Buffer.concat(chunks);
}

function note(intake: Intake, error: FieldError): void {
  if (!intake.errors.has(error.field)) intake.errors.set(error.field, error);
}

function noteTooMany(intake: Intake, field: string, max: number, count: number): void {
  const known = intake.errors.get(field);
  if (known && known.code !== 'files-too-many') return; // one sentence per field, the first kind counts
  intake.errors.set(field, { field, code: 'files-too-many', data: { max, count } });
}
