import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { StepDesk } from '../../../requests/steps/step-desk.service.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, type TypedValues, typedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { CurrentPartner } from '../current-partner.js';
import { keptBefore, submissionIdOf } from '../form-sending.js';
import { KeptFiles, type TakenFiles } from '../kept-files.service.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { atActionFields, fieldModels, readAction, withFiles } from './action-form.js';

const ACTION = ':ticketNumber/azioni/:action';
type Place = Record<'ticketNumber' | 'action', string>;
interface Found {
  readonly view: RequestView;
  readonly action: ActionDefinition;
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
    const found = await this.find(res, viewer, place);
    if (isRefusal(found)) return found;
    await this.show(res, viewer, found, { values: {}, errors: [], status: 200 });
    return undefined;
  }

  @Post(ACTION)
  @Allow('tasks.answer', 'partner.requests')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async record(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const found = await this.find(res, viewer, place);
    if (isRefusal(found)) return found;
    const before = keptBefore(typedValues(body));
    const taken = await this.kept.take(before, uploadsOf(req), visitOf(res).council.uploads);
    if (isRefusal(taken)) return taken;
    const form = readAction(found.action, body);
    const errors = [...(form.ok ? [] : form.errors), ...taken.errors];
    const { values } = form;
    if (!form.ok || errors.length > 0)
      return this.show(res, viewer, found, { values, errors, taken, status: 422 });
    const { command, key } = withFiles(form.value, taken.files);
    const recorded = await this.steps.record(viewer, place.ticketNumber, command, key);
    if (isRefusal(recorded))
      return this.refused(res, viewer, place, { refusal: recorded, values, taken });
    await this.kept.settle(taken);
    this.desk.redirect(res, `/ente/segnalazioni/${recorded.ticketNumber}`, 'partners:action.done');
    return undefined;
  }

  private async find(
    res: Response,
    viewer: PartnerViewer,
    { ticketNumber, action }: Place,
  ): Promise<Found | Refusal> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const found = view.actions.find(({ code }) => code === action);
    return found ? { view, action: found } : new Refusal('not-found');
  }

  /** Where the request moved meanwhile, the page is about how it stands now, with what was typed. */
  private async refused(
    res: Response,
    viewer: PartnerViewer,
    place: Place,
    { refusal, ...typed }: { refusal: Refusal; values: TypedValues; taken: TakenFiles },
  ): Promise<Refusal | undefined> {
    const found = await this.find(res, viewer, place);
    if (isRefusal(found)) return refusal;
    const errors = atActionFields(found.action, refusal.errors);
    return this.show(res, viewer, found, { ...typed, errors, refusal, status: statusOf(refusal) });
  }

  private async show(
    res: Response,
    viewer: PartnerViewer,
    { view, action }: Found,
    shown: {
      values: TypedValues;
      errors: readonly FieldError[];
      status: number;
      refusal?: Refusal;
      taken?: TakenFiles;
    },
  ): Promise<undefined> {
    const { refusal, values, errors } = shown;
    const isStale = refusal?.code === 'stale-version';
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
      refusal: isStale || errors.length > 0 ? null : (refusal ?? null),
      kept: shown.taken ? await this.kept.keep(shown.taken) : null,
    };
    await this.desk.render(res, viewer, { view: 'action', model, status: shown.status });
  }
}
