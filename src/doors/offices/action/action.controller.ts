import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, CurrentViewer, viewerOf } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { FormBody } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { officePerson } from '../office-viewer.js';
import { ActionAnswers, type Asked, type Sending } from './action-answers.service.js';
import { type ActionForm, readActionForm } from './action-form.js';
import { ActionPage } from './action-page.service.js';
import { ActionRunner } from './action-runner.service.js';
import { KeptFiles } from '../../shared/kept-files.service.js';

interface Params {
  readonly ticketNumber: string;
  readonly action: string;
}

/** Any action of an iter: its form, the letter that it writes, and recording it. */
@Controller('ufficio/segnalazioni/:ticketNumber/azioni/:action')
export class ActionController {
  constructor(
    private readonly answers: ActionAnswers,
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
    @Param() params: Params,
    @Query('ente') partner?: string,
  ): Promise<Refusal | undefined> {
    const asked = await this.asked(res, officePerson(viewer), params);
    if (isRefusal(asked)) return asked;
    const { action, view } = asked;
    return view.actions.some((one) => one.code === action.code)
      ? this.answers.blank(res, asked, String(partner ?? ''))
      : this.runner.whyNot(asked.viewer, params.ticketNumber, action.code);
  }

  @Post()
  @Allow('requests.see')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async record(
    @Req() req: Request,
    @Res() res: Response,
    @Param() params: Params,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const asked = await this.asked(res, officePerson(viewerOf(req)), params);
    if (isRefusal(asked)) return asked;
    const notTheirs = await this.refuseWho(asked);
    if (notTheirs) return notTheirs;
    const read = readActionForm(asked.action, body);
    const kept = await this.files.take({
      uploads: uploadsOf(req),
      limits: visitOf(res).council.uploads,
      handle: read.ok ? read.form.handle : String(read.values['bozza'] ?? ''),
      dropped: read.ok ? read.form.dropped : [],
    });
    if (isRefusal(kept)) return kept;
    const errors = [...(read.ok ? [] : read.errors), ...kept.errors];
    const sending = { ...asked, values: read.values, kept, form: read.ok ? read.form : null };
    return read.ok && errors.length === 0
      ? this.take(res, { ...sending, form: read.form })
      : this.answers.again(res, sending, Refusal.fields(errors));
  }

  /** Whose action it is not is told so before anything is read; any other "no" waits for the form, so that nothing typed is lost. */
  private async refuseWho({ viewer, view, action }: Asked): Promise<Refusal | null> {
    if (view.actions.some((one) => one.code === action.code)) return null;
    const refusal = await this.runner.whyNot(viewer, view.request.ticketNumber, action.code);
    return refusal.code === 'not-allowed' ? refusal : null;
  }

  private async take(
    res: Response,
    sending: Sending & { readonly form: ActionForm },
  ): Promise<Refusal | undefined> {
    if (sending.form.button === 'modifica') return this.answers.again(res, sending, null);
    const { ticketNumber } = sending.view.request;
    const outcome = await this.runner.run(sending.viewer, { ...sending, ticketNumber });
    if (isRefusal(outcome)) return this.answers.refused(res, sending, outcome);
    return outcome.kind === 'letter'
      ? this.answers.preview(res, sending, outcome)
      : this.answers.recorded(res, sending);
  }

  private async asked(
    res: Response,
    viewer: OfficeViewer,
    { ticketNumber, action: code }: Params,
  ): Promise<Asked | Refusal> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const action = await this.page.definition(view, code);
    return action ? { viewer, view, action } : new Refusal('not-found');
  }
}
