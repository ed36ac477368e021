import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentViewer, TicketHolder } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Drafts } from '../../../requests/filing/drafts.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { newId } from '../../../shared/ids.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { flag, optional, wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { fileModels } from '../filing/filing-models.js';
import { ledHere } from '../led-here.js';
import { actionFormModel, atInputs, dataOf, isTurning, wordsOf } from './action-form.js';
import { type NotRecorded, TicketActions } from './ticket-actions.service.js';

const FOLLOW_PATH = '/servizi/segnalazioni';
const MESSAGE = 'message';
/** The action's own fields are the engine's to check. */
const actionForm = z.looseObject({
  invio: z.uuid(),
  version: wholeNumber(1, 1_000_000_000),
  note: z.string().default(''),
  bozza: z.string().default(''),
  confirm: optional(flag()),
});

/** What a ticket holder may do now, each on a page of its own, made from the iter's definition. */
@Controller('servizi/segnalazioni/:ticketNumber/azioni/:action')
export class ActionController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly actions: TicketActions,
    private readonly drafts: Drafts,
  ) {}

  @Get()
  @TicketHolder()
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('action') code: string,
    @Param('ticketNumber') number: string,
  ): Promise<Refusal | undefined> {
    const view = await this.views.view(viewer, number, visitOf(res).language);
    if (isRefusal(view)) return view;
    this.render(res, view, { code, values: {}, fault: null });
    return undefined;
  }

  @Post()
  @TicketHolder()
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async record(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('action') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (viewer.kind !== 'citizen') return new Refusal('not-found');
    const view = await this.views.view(viewer, viewer.ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const form = parseForm(actionForm, body);
    const { values } = form;
    if (!form.ok)
      return this.again(res, view, {
        code,
        values,
        fault: { refusal: Refusal.fields(form.errors), draft: null },
      });
    const { invio: key, version, note, bozza: handle, confirm } = form.value;
    if (!confirm && isToConfirm(view, code))
      return this.again(res, view, { code, values, fault: unconfirmed() });
    const command = { action: code, version, data: dataOf(values), ...(note ? { note } : {}) };
    const uploads = uploadsOf(req);
    const done = await this.actions.record(viewer, {
      command,
      key,
      handle,
      uploads,
      limits: visitOf(res).council.uploads,
    });
    if ('refusal' in done) return this.again(res, view, { code, values, fault: done });
    this.pages.redirect(res, `${FOLLOW_PATH}/${viewer.ticketNumber}`, 'tracking:recorded');
    return undefined;
  }

  private again(res: Response, view: RequestView, form: ShownForm): undefined {
    this.render(res, view, form);
    return undefined;
  }

  private render(res: Response, view: RequestView, form: ShownForm): void {
    const { code, values, fault } = form;
    const { request, language } = view;
    const path = pathOf(view);
    const action = view.actions.find((one) => one.code === code);
    if (!action) return this.tooLate(res, view, form);
    const errors = fault ? atInputs(fault.refusal.errors, action) : [];
    const draft = fault?.draft ?? null;
    const model = {
      ...actionFormModel(action, language),
      ticketNumber: request.ticketNumber,
      title: view.title,
      path,
      values,
      errors,
      refusal: fault && errors.length === 0 ? fault.refusal : null,
      submissionId: newId(),
      version: request.version,
      handle: draft ? this.drafts.handleOf(draft.id) : '',
      kept: draft ? [...fileModels(draft).photos, ...fileModels(draft).documents] : [],
      asked: view.state.kind === 'waiting' ? (ledHere(view)?.details ?? []) : [],
    };
    this.pages.render(res, 'citizens/action', model, fault ? statusOf(fault.refusal) : 200);
  }

  /**
   * An action that the iter does not offer now leads back to the request, where the present ones are. What was typed for it meanwhile is
   * offered as a message to the office, or where that is over too, shown to be copied.
   */
  private tooLate(res: Response, view: RequestView, { code, values, fault }: ShownForm): void {
    const words = fault ? wordsOf(values) : '';
    if (!fault || words === '') return this.pages.redirect(res, pathOf(view), 'tracking:notNow');
    if (code !== MESSAGE && view.actions.some((one) => one.code === MESSAGE)) {
      const refusal = new Refusal('not-possible-now', 'gone-on');
      const asMessage = { values: { note: words }, fault: { ...fault, refusal } };
      return this.render(res, view, { code: MESSAGE, ...asMessage });
    }
    const { ticketNumber } = view.request;
    const model = { path: pathOf(view), ticketNumber, words };
    this.pages.render(res, 'citizens/too-late', model, statusOf(fault.refusal));
  }
}

function pathOf({ request }: RequestView): string {
  return `${FOLLOW_PATH}/${request.ticketNumber}`;
}

interface ShownForm {
  readonly code: string;
  readonly values: TypedValues;
  readonly fault: NotRecorded | null;
}

function isToConfirm(view: RequestView, code: string): boolean {
  return view.actions.some((action) => action.code === code && isTurning(action));
}

function unconfirmed(): NotRecorded {
  return { refusal: Refusal.fields([{ field: 'confirm', code: 'confirm-needed' }]), draft: null };
}
