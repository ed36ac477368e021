import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { StepDesk } from '../../../requests/steps/step-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { FormBody, TypedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { CurrentPartner } from '../current-partner.js';
import { keptBefore, submissionIdOf } from '../../shared/form-sending.js';
import { KeptFiles, type TakenFiles } from '../../shared/kept-files.service.js';
import { PartnerDesk } from '../partner-desk.service.js';
import {
  atActionFields,
  fieldModels,
  readAction,
  type SentAction,
  withFiles,
} from './action-form.js';

const ACTION = ':ticketNumber/azioni/:action';
type Place = Record<'ticketNumber' | 'action', string>;
interface Found {
  readonly view: RequestView;
  readonly action: ActionDefinition;
}
/** Who asks, for which action of which request. */
interface Asking {
  readonly res: Response;
  readonly viewer: PartnerViewer;
  readonly place: Place;
}
interface Typed {
  readonly values: TypedValues;
  readonly refusal: Refusal | null;
  readonly taken?: TakenFiles;
}

/** What a council's own iter lets a partner do beside answering its tasks. */
@Controller('ente/segnalazioni')
export class PartnerActionController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly views: RequestViews,
    private readonly steps: StepDesk,
    private readonly kept: KeptFiles,
  ) {}

  @Get(ACTION)
  @Allow('tasks.answer', 'partner.requests')
  async form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
  ): Promise<Refusal | undefined> {
    const asking = { res, viewer, place };
    const found = await this.find(asking);
    if (isRefusal(found)) return found;
    await this.show(asking, found, { values: {}, refusal: null });
    return undefined;
  }

  @Post(ACTION)
  @Allow('tasks.answer', 'partner.requests')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async send(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const asking = { res, viewer, place };
    const found = await this.find(asking);
    if (isRefusal(found)) return found;
    const form = readAction(found.action, body);
    const { values } = form;
    const limits = visitOf(res).council.uploads;
    const taken = await this.kept.take(keptBefore(values), uploadsOf(req), limits);
    if (isRefusal(taken)) return taken;
    const errors = [...(form.ok ? [] : form.errors), ...taken.errors];
    const recorded =
      form.ok && errors.length === 0
        ? await this.record(asking, withFiles(form.value, taken.files))
        : Refusal.fields(errors);
    if (isRefusal(recorded)) return this.showAgain(asking, { values, refusal: recorded, taken });
    await this.kept.settle(taken);
    this.desk.redirect(res, `/ente/segnalazioni/${recorded.ticketNumber}`, 'partners:action.done');
    return undefined;
  }

  private record({ viewer, place }: Asking, { command, key }: SentAction) {
    return this.steps.record(viewer, place.ticketNumber, command, key);
  }

  private async find({ res, viewer, place }: Asking): Promise<Found | Refusal> {
    const { language } = visitOf(res);
    const view = await this.views.view(viewer, place.ticketNumber, language);
    if (isRefusal(view)) return view;
    const action = view.actions.find(({ code }) => code === place.action);
    return action ? { view, action } : new Refusal('not-found');
  }

  /** Where the request moved meanwhile, the page is about how it stands now, with what was typed. */
  private async showAgain(asking: Asking, typed: Typed): Promise<Refusal | undefined> {
    const found = await this.find(asking);
    if (isRefusal(found)) return typed.refusal ?? found; // the action is no longer possible: the refusal says why
    await this.show(asking, found, typed);
    return undefined;
  }

  private async show(
    { res, viewer }: Asking,
    { view, action }: Found,
    typed: Typed,
  ): Promise<void> {
    const { refusal, values, taken } = typed;
    const isStale = refusal?.code === 'stale-version';
    const errors = atActionFields(action, refusal?.errors ?? []);
    const model = {
      ticketNumber: view.request.ticketNumber,
      title: view.title,
      version: view.request.version,
      action: { code: action.code, label: action.label, note: action.note },
      fields: fieldModels(action),
      submissionId: submissionIdOf(values),
      values,
      errors,
      isStale,
      refusal: isStale || errors.length > 0 ? null : refusal,
      kept: taken ? await this.kept.keep(taken) : null,
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'action', model, status });
  }
}
