/**
 * Files that come with a form.
 *
 * - Only where a handler says `@AcceptsFiles`; counted while they stream in, kept in memory (the limits are small), never on disk.
 * - A file too many, too large or under a name that the form does not have is let through unread and becomes an error at its field: the
 *   other files and every typed text are kept, and the answer is a page, not a cut connection.
 * - What a file claims to be (name, type) is the sender's word: `files/` looks at the bytes.
 */
import { BadRequestException, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { FieldError } from '../shared/refusal.js';
import type { UploadLimits } from './council.js';
import { withoutNul } from './request/body-limits.js';
import {
  type Intake,
  intakeStorage,
  REQUEST_LIMIT_BYTES,
  type UploadedFile,
} from './request/intake.js';

export interface Uploads {
  /** Accepted files by field; a field without files is an empty list. */
  readonly files: Readonly<Record<string, readonly UploadedFile[]>>;
  readonly errors: readonly FieldError[];
}

/** How many files a field takes: a number, or the council's setting. */
export type AcceptedFiles = Readonly<Record<string, number | 'photos' | 'documents'>>;

export const ACCEPTED_FILES = 'iter:accepted-files';
/** Far above every field's own limit: what is too long by less is told beside its text, which stays. */
const FIELD_LIMIT_BYTES = 1_000_000;
const NONE: Uploads = { files: {}, errors: [] };

/** The handler takes `multipart/form-data` with files under these field names; `uploadsOf(req)` gives them. */
export function AcceptsFiles(accepted: AcceptedFiles): MethodDecorator {
  return SetMetadata(ACCEPTED_FILES, accepted);
}

export function uploadsOf(req: Request): Uploads {
  return (req as { uploads?: Uploads }).uploads ?? NONE; // set by `readUploads` alone
}

export function isMultipart(req: Request): boolean {
  return req.is('multipart/form-data') === 'multipart/form-data';
}

export function acceptedFilesOf(context: ExecutionContext): AcceptedFiles | undefined {
  return Reflect.getMetadata(ACCEPTED_FILES, context.getHandler()) as AcceptedFiles | undefined; // set by the decorator above
}

/** Reads the whole body: typed fields into `req.body`, files into `uploadsOf(req)`. Throws only where the body is no multipart at all. */
export async function readUploads(
  req: Request,
  res: Response,
  accepted: AcceptedFiles,
  limits: UploadLimits,
): Promise<void> {
  const intake: Intake = {
    wanted: wantedCounts(accepted, limits),
    fileBytes: limits.fileBytes,
    bytesLeft: REQUEST_LIMIT_BYTES,
    files: Object.fromEntries(Object.keys(accepted).map((field) => [field, []])),
    errors: [],
  };
  const { storage, fileFilter } = intakeStorage(intake);
  const read = multer({
    storage,
    fileFilter,
    defParamCharset: 'utf8',
    limits: { fields: 50, files: 60, fieldNameSize: 64, fieldSize: FIELD_LIMIT_BYTES },
  }).any();
  try {
    await new Promise<void>((resolve, reject) => {
      read(req, res, (error: unknown) =>
        error === undefined ? resolve() : reject(error as Error),
      );
    });
  } catch (error) {
    if (!(error instanceof multer.MulterError))
      throw new BadRequestException('the form cannot be read', { cause: error });
    noteLimit(intake, error);
  }
  req.body = withoutNul(req.body);
  (req as { uploads?: Uploads }).uploads = {
    files: intake.files,
    errors: intake.errors,
  };
}

function wantedCounts(accepted: AcceptedFiles, limits: UploadLimits): Map<string, number> {
  return new Map(
    Object.entries(accepted).map(([field, count]) => [
      field,
      typeof count === 'number' ? count : limits[count],
    ]),
  );
}

/** A limit of the whole request was passed: the rest was not read, and the page says at which field. */
function noteLimit(intake: Intake, error: multer.MulterError): void {
  const [anyFileField = ''] = intake.wanted.keys();
  if (error.code === 'LIMIT_FIELD_VALUE') {
    const field = error.field ?? '';
    intake.errors.push({ field, code: 'text-too-large' });
  } else if (error.code === 'LIMIT_FILE_COUNT') {
    // those that were counted before the rest was given up say too little
    const counted = intake.errors.findIndex(({ code }) => code === 'files-too-many');
    if (counted >= 0) intake.errors.splice(counted, 1);
    intake.errors.push({ field: anyFileField, code: 'files-far-too-many' });
  } else intake.errors.push({ field: '', code: 'form-too-large' });
}
