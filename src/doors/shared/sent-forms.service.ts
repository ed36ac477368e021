import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { StoredFile } from '../../requests/attachments/stored-file.js';
import { type FieldError, isRefusal, Refusal } from '../../shared/refusal.js';
import type { TypedValues } from '../../web/forms.js';
import { visitOf } from '../../web/request/visit.js';
import { uploadsOf } from '../../web/uploads.js';
import { keptBefore } from './form-sending.js';
import { type Kept, type KeptFileModel, KeptFiles, keptModel } from './kept-files.service.js';

type ReadForm =
  | { readonly ok: true; readonly values: TypedValues }
  | { readonly ok: false; readonly values: TypedValues; readonly errors: readonly FieldError[] };
type RightForm<Form> = Extract<Form, { ok: true }>;

interface Sending<Form> {
  readonly req: Request;
  readonly res: Response;
  readonly form: Form;
}

/** Files that wait for the rest of their form; null where none came. */
export type WaitingFiles = {
  readonly handle: string;
  readonly files: readonly KeptFileModel[];
} | null;

/** What the form's page is shown again with. */
export interface SentBack {
  readonly values: TypedValues;
  readonly refusal: Refusal;
  readonly kept: WaitingFiles;
}

/** Forms with files: the work is done where form and files are right; else all that was typed comes back, and good files wait. */
@Injectable()
export class SentForms {
  constructor(private readonly files: KeptFiles) {}

  /** Refused as a whole where no file can be taken at all. */
  async receive<Form extends ReadForm, Done>(
    { req, res, form }: Sending<Form>,
    work: (form: RightForm<Form>, files: readonly StoredFile[]) => Promise<Done | Refusal>,
  ): Promise<{ readonly done: Done } | { readonly back: SentBack } | Refusal> {
    const { values } = form;
    const limits = visitOf(res).council.uploads;
    const kept = await this.files.take({ uploads: uploadsOf(req), limits, ...keptBefore(values) });
    if (isRefusal(kept)) return kept;
    const errors = [...(form.ok ? [] : form.errors), ...kept.errors];
    const done =
      errors.length > 0 ? Refusal.fields(errors) : await work(form as RightForm<Form>, kept.files); // a form that is not right names an error
    if (isRefusal(done)) return { back: { values, refusal: done, kept: waiting(kept) } };
    await this.files.end(kept.draftId);
    return { done };
  }
}

function waiting(kept: Kept): WaitingFiles {
  return kept.files.length > 0 ? { handle: kept.handle, files: keptModel(kept) } : null;
}
