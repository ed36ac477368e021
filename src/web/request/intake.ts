import type { Readable } from 'node:stream';
import type multer from 'multer';
import { tidyFileName } from '../../shared/file-name.js';
import type { FieldError } from '../../shared/refusal.js';

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly claimedType: string;
}

/** What has been read of one request's files so far. */
export interface Intake {
  /** How many files each field takes. */
  readonly wanted: ReadonlyMap<string, number>;
  readonly fileBytes: number;
  bytesLeft: number;
  readonly files: Record<string, UploadedFile[]>;
  /** One for each file that is not taken, by its name; one for each field that got too many. */
  readonly errors: FieldError[];
}

export const REQUEST_LIMIT_BYTES = 60 * 1024 * 1024;
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
      if (wanted === undefined) noteField(intake, { field: fieldname, code: 'unknown-field' });
      else if (count > wanted) {
        const data = { max: wanted, count: count - wanted };
        noteField(intake, { field: fieldname, code: 'files-too-many', data });
      }
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
  const { fieldname: field, originalname } = file;
  const bytes = await collect(intake, file.stream);
  const name = tidyFileName(originalname);
  const refuse = (code: string, data: Record<string, number> = {}) =>
    intake.errors.push({ field, code, data: { name, ...data } });
  if (bytes === 'file-too-large') refuse(bytes, { mb: intake.fileBytes / MEGABYTE });
  else if (bytes === 'files-too-large') refuse(bytes, { mb: REQUEST_LIMIT_BYTES / MEGABYTE });
  else if (bytes.length === 0) refuse('file-empty');
  else intake.files[field]?.push({ field, name: originalname, bytes, claimedType: file.mimetype });
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

/** Said once for a field: the latest stands for those before. */
function noteField(intake: Intake, error: FieldError): void {
  const at = intake.errors.findIndex(
    ({ field, code }) => field === error.field && code === error.code,
  );
  if (at < 0) intake.errors.push(error);
  else intake.errors[at] = error;
}
