import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { TREATMENTS } from '../../../requests/corrections/correction.js';
import { CorrectionDesk } from '../../../requests/corrections/correction-desk.service.js';
import { CorrectionPreview } from '../../../requests/corrections/correction-preview.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import { newId } from '../../../shared/ids.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { choice, text, wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm, refusedForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { canBeCorrected } from '../request/timeline-lines.js';
import { taskNews } from './task-news.js';
import { mendUnseen } from '../unseen.js';
import { requestAddress } from '../request/request-page.service.js';

const schema = z.strictObject({
  reason: text(1_000, { lines: true, min: 5 }),
  treatment: choice(TREATMENTS),
  versione: wholeNumber(1, 2_000_000_000),
  invio: z.uuid('invalid'),
});

interface FormState {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
}

interface Params {
  readonly ticketNumber: string;
  readonly seq: string;
}

@Controller('ufficio/segnalazioni/:ticketNumber/fasi/:seq/correzione')
export class CorrectionController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly corrections: CorrectionDesk,
    private readonly preview: CorrectionPreview,
  ) {}

  @Get()
  @Allow('requests.correct')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() params: Params,
  ): Promise<Refusal | undefined> {
    const found = await this.find(res, viewer, params);
    if (isRefusal(found)) return found;
    await this.render(res, found, { values: {}, errors: [], refusal: null });
    return undefined;
  }

  @Post()
  @Allow('requests.correct')
  async correct(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() params: Params,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const found = await this.find(res, viewer, params, true);
    if (isRefusal(found)) return found;
    const form = parseForm(schema, body);
    if (!form.ok)
      return this.render(
        res,
        found,
        { values: form.values, errors: form.errors, refusal: null },
        422,
      );
    const { reason, treatment, versione, invio } = form.value;
    const correction = { seq: found.step.seq, reason, treatment, version: versione };
    const { ticketNumber } = found.view.request;
    const done = await this.corrections.correct(
      officePerson(viewer),
      ticketNumber,
      correction,
      invio,
    );
    if (isRefusal(done)) {
      const { status, ...model } = refusedForm(done, form.values);
      const values = { ...form.values, versione: String(found.view.request.version) };
      return this.render(res, found, { ...model, values }, status);
    }
    this.pages.redirect(res, requestAddress(ticketNumber), 'offices:correction.done', {
      seq: correction.seq,
    });
  }

  /** A step that is struck already has no form; sending the same form again still gets its answer. */
  private async find(
    res: Response,
    viewer: Viewer,
    { ticketNumber, seq }: Params,
    isSent = false,
  ): Promise<{ view: RequestView; step: StepView } | Refusal> {
    const view = await this.views.view(officePerson(viewer), ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const step = view.steps.find((one) => String(one.seq) === seq);
    if (!step) return new Refusal('not-found');
    if (step.correctedBy !== null && !isSent)
      return new Refusal('not-possible-now', 'already-corrected');
    const isOpen = canBeCorrected({ ...step, correctedBy: null });
    return isOpen ? { view, step } : new Refusal('not-found');
  }

  private async render(
    res: Response,
    { view, step }: { view: RequestView; step: StepView },
    { refusal, ...typed }: FormState,
    status = 200,
  ): Promise<undefined> {
    const { ticketNumber, version } = view.request;
    const form = mendUnseen(typed, { versione: String(version), invio: newId() });
    const base = requestAddress(ticketNumber);
    const foreseen = await this.preview.tasks(view.request, step.seq);
    const tasks = taskNews(view.tasks, step, foreseen);
    const model = { view, step, base, tasks, treatments: TREATMENTS, refusal, ...form };
    this.pages.render(res, 'offices/correction', model, status);
    return undefined;
  }
}
