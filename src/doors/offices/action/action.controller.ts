import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { FormBody, TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';
import { type ActionForm, atPageField, readActionForm } from './action-form.js';
import { ActionPage } from './action-page.service.js';
import { ActionRunner, type ShownLetter } from './action-runner.service.js';
import { type Kept, KeptFiles } from './kept-files.service.js';
import { previewModel } from './preview-model.js';

interface Asked {
  readonly viewer: OfficeViewer;
  readonly view: RequestView;
  readonly action: ActionDefinition;
}

interface Sent {
  readonly values: TypedValues;
  readonly kept: Kept | null;
  readonly form: ActionForm | null;
}

@Controller('ufficio/segnalazioni/:ticketNumber/azioni/:action')
export class ActionController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly page: ActionPage,
    private readonly runner: ActionRunner,
    private readonly files: KeptFiles,
  ) {}

  @Get()
  @Allow('requests.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() params: { ticketNumber: string; action: string },
  ): Promise<Refusal | void> {
    const asked = await this.asked(res, officePerson(viewer), params);
    if (isRefusal(asked)) return asked;
    const { view, action } = asked;
    if (!view.actions.some((one) => one.code === action.code))
      return this.runner.whyNot(asked.viewer, params.ticketNumber, action.code);
    this.pages.render(res, 'offices/action', await this.page.blank(asked.viewer, view, action));
  }

  @Post()
  @Allow('requests.see')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async record(
    @Req() req: Request,
    @Res() res: Response,
    @Param() params: { ticketNumber: string; action: string },
    @Body() body: FormBody,
  ): Promise<Refusal | void> {
    const asked = await this.asked(res, officePerson(req.viewer ?? { kind: 'nobody' }), params);
    if (isRefusal(asked)) return asked;
    const read = readActionForm(asked.action, body);
    const kept = await this.files.take({
      uploads: uploadsOf(req),
      limits: visitOf(res).council.uploads,
      handle: read.ok ? read.form.handle : String(read.values['bozza'] ?? ''),
      dropped: read.ok ? read.form.dropped : [],
    });
    if (isRefusal(kept)) return kept;
    const sent: Sent = { values: read.values, kept, form: read.ok ? read.form : null };
    const errors = [...(read.ok ? [] : read.errors), ...kept.errors];
    if (!read.ok || errors.length > 0) return this.again(res, asked, sent, Refusal.fields(errors));
    if (read.form.button === 'modifica') return this.again(res, asked, sent, null);
    const { ticketNumber } = asked.view.request;
    const outcome = await this.runner.run(asked.viewer, {
      ticketNumber,
      action: asked.action,
      form: read.form,
      kept,
    });
    if (isRefusal(outcome)) return this.refused(res, asked, sent, outcome);
    if (outcome.kind === 'letter') return this.preview(res, asked, sent, outcome);
    await this.goOn(res, asked);
  }

  private async asked(
    res: Response,
    viewer: OfficeViewer,
    params: { ticketNumber: string; action: string },
  ): Promise<Asked | Refusal> {
    const view = await this.views.view(viewer, params.ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const action = await this.page.definition(view, params.action);
    return action ? { viewer, view, action } : new Refusal('not-found');
  }

  /** A director may hand a request over to where they no longer see it. */
  private async goOn(res: Response, { viewer, view, action }: Asked): Promise<void> {
    const { ticketNumber } = view.request;
    const seen = await this.views.view(viewer, ticketNumber, view.language);
    const number = { number: ticketNumber };
    if (isRefusal(seen))
      return this.pages.redirect(res, '/ufficio', 'offices:action.handedOver', number);
    const step = seen.steps.findLast((one) => one.action === action.code);
    this.pages.redirect(res, requestAddress(ticketNumber), 'offices:action.recorded', {
      step: step?.label ?? '',
    });
  }

  private preview(res: Response, asked: Asked, sent: Sent, letter: ShownLetter): void {
    const values = { ...sent.values, bozza: sent.kept?.handle ?? '' };
    this.pages.render(
      res,
      'offices/action-preview',
      previewModel(asked.view, asked.action, { values, letter }),
    );
  }

  /** The form again, as it was sent. */
  private async again(
    res: Response,
    asked: Asked,
    sent: Sent,
    refusal: Refusal | null,
  ): Promise<void> {
    const errors = (refusal?.errors ?? []).map((error): FieldError =>
      atPageField(asked.action, error),
    );
    const model = await this.page.model(asked.viewer, asked, {
      values: sent.values,
      errors,
      refusal: errors.length > 0 ? null : refusal,
      kept: sent.kept,
      meanwhile: [],
    });
    this.pages.render(res, 'offices/action', model, refusal ? statusOf(refusal) : 200);
  }

  /** Somebody was faster: who did what, what was typed, and the way on. Anything else is said at the form. */
  private async refused(
    res: Response,
    asked: Asked,
    sent: Sent,
    refusal: Refusal,
  ): Promise<Refusal | void> {
    if (refusal.code === 'not-found' || refusal.code === 'not-allowed') return refusal;
    if (refusal.code === 'key-reused')
      return this.again(res, asked, sent, new Refusal('key-reused', 'form-sent-already'));
    const view = await this.views.view(
      asked.viewer,
      asked.view.request.ticketNumber,
      asked.view.language,
    );
    if (isRefusal(view)) return view;
    const meanwhile = view.steps.filter((step) => step.seq > (sent.form?.seen ?? step.seq));
    const isStale = refusal.code === 'stale-version' || refusal.code === 'not-possible-now';
    if (!isStale || meanwhile.length === 0)
      return this.again(res, { ...asked, view }, sent, refusal);
    const current = { versione: String(view.request.version), viste: String(view.request.lastSeq) };
    const model = await this.page.model(
      asked.viewer,
      { ...asked, view },
      {
        values: { ...sent.values, ...current },
        errors: [],
        refusal: null,
        kept: sent.kept,
        meanwhile,
      },
    );
    this.pages.render(res, 'offices/action', model, 409);
  }
}
