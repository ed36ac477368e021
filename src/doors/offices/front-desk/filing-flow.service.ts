import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { OfficeViewer } from '../../../access/viewer.js';
import type { Filed } from '../../../requests/filing/filing-command.js';
import type { IntakeChannel } from '../../../requests/service-request.entity.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { FormBody } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { uploadsOf } from '../../../web/uploads.js';
import { KeptFiles } from '../../shared/kept-files.service.js';
import { Counter } from './counter.service.js';
import { readFilingForm } from './filing-form.js';
import { FilingPage } from './filing-page.service.js';

type PageModel = Awaited<ReturnType<FilingPage['model']>>;

/** What a sending of the form leads to: a receipt, or the form again with the status that fits. */
export type FilingOutcome =
  { readonly filed: Filed } | { readonly model: PageModel; readonly status: number };

/** One sending of the desk's filing form, whoever's desk it is. What was typed and uploaded is kept whatever comes of it. */
@Injectable()
export class FilingFlow {
  constructor(
    private readonly page: FilingPage,
    private readonly counter: Counter,
    private readonly files: KeptFiles,
  ) {}

  async send(
    { req, res, body }: { req: Request; res: Response; body: FormBody },
    viewer: OfficeViewer,
    fixed?: { channel: IntakeChannel },
  ): Promise<FilingOutcome> {
    const visit = visitOf(res);
    const form = readFilingForm(body, fixed);
    const kept = await this.files.take({
      uploads: uploadsOf(req),
      limits: visit.council.uploads,
      handle: form.handle,
      dropped: form.dropped,
    });
    const again = async (refusal: Refusal | null, status: number): Promise<FilingOutcome> => {
      const model = await this.page.model(visit, {
        values: form.values,
        errors: refusal?.errors ?? [],
        refusal: refusal && refusal.errors.length === 0 ? refusal : null,
        kept: isRefusal(kept) ? null : kept,
        searches: form.button === 'cerca',
      });
      return { model, status };
    };
    if (isRefusal(kept)) return again(kept, statusOf(kept));
    if (form.button !== 'registra') return again(await this.counter.emergency(form), 200);
    const filed = await this.counter.file(viewer, form, kept);
    if (!isRefusal(filed)) return { filed };
    const refusal =
      filed.code === 'key-reused' ? new Refusal('key-reused', 'form-sent-already') : filed;
    return again(refusal, statusOf(refusal));
  }
}
