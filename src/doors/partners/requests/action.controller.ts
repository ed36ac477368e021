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
import { AcceptsFiles } from '../../../web/uploads.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { CurrentPartner } from '../current-partner.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import { SentForms, type WaitingFiles } from '../../shared/sent-forms.service.js';
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
  readonly kept: WaitingFiles;
}

/** What a council's own iter lets a partner do beside answering its tasks. */
@Controller('ente/segnalazioni')
export class PartnerActionController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly views: RequestViews,
    private readonly steps: StepDesk,
    private readonly forms: SentForms,
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
    await this.show(asking, found, { values: {}, refusal: null, kept: null });
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
    const recorded = await this.forms.receive({ req, res, form }, ({ value }, files) =>
      this.record(asking, withFiles(value, files)),
    );
    if (isRefusal(recorded)) return recorded;
    if ('back' in recorded) return this.showAgain(asking, recorded.back);
    const { ticketNumber } = recorded.done;
    this.desk.redirect(res, `/ente/segnalazioni/${ticketNumber}`, 'partners:action.done');
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
    const { refusal, values, kept } = typed;
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
      kept,
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'action', model, status });
  }
}
