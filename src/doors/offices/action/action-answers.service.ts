import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { OfficeViewer } from '../../../access/viewer.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { requestAddress } from '../request/request-page.service.js';
import { type ActionForm, atPageField } from './action-form.js';
import { ActionPage } from './action-page.service.js';
import type { ShownLetter } from './action-runner.service.js';
import type { Kept } from '../../shared/kept-files.service.js';
import { previewModel } from './preview-model.js';

/** Who asks for which action on which request, as they see it. */
export interface Asked {
  readonly viewer: OfficeViewer;
  readonly view: RequestView;
  readonly action: ActionDefinition;
}

/** One sending of an action's form; `form` is null where it could not be read. */
export interface Sending extends Asked {
  readonly values: TypedValues;
  readonly kept: Kept;
  readonly form: ActionForm | null;
}

/** Answers a sending of an action's form with the page that it deserves. What was typed and uploaded is on each of them but the last. */
@Injectable()
export class ActionAnswers {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly page: ActionPage,
  ) {}

  /** `partner`: the one that a link has chosen already. */
  async blank(res: Response, { viewer, view, action }: Asked, partner: string): Promise<undefined> {
    const model = await this.page.blank(viewer, { view, action }, partner);
    this.pages.render(res, 'offices/action', model);
  }

  /** The form again, as it was sent. */
  async again(res: Response, sending: Sending, refusal: Refusal | null): Promise<undefined> {
    const errors = (refusal?.errors ?? []).map((error): FieldError =>
      atPageField(sending.action, error),
    );
    const shown = refusal && errors.length === 0 ? refusal : null;
    const { values, kept } = sending;
    const returned = { values, errors, refusal: shown, kept, meanwhile: [] };
    const model = await this.page.model(sending.viewer, sending, returned);
    this.pages.render(res, 'offices/action', model, refusal ? statusOf(refusal) : 200);
  }

  /** Somebody was faster: who did what, and the way on. Anything else is said at the form; what is not theirs is no page of ours. */
  async refused(res: Response, sending: Sending, refusal: Refusal): Promise<Refusal | undefined> {
    if (refusal.code === 'not-found' || refusal.code === 'not-allowed') return refusal;
    if (refusal.code === 'key-reused')
      return this.again(res, sending, new Refusal('key-reused', 'form-sent-already'));
    const { request, language } = sending.view;
    const view = await this.views.view(sending.viewer, request.ticketNumber, language);
    if (isRefusal(view)) return view;
    const now = { ...sending, view };
    const isStale = refusal.code === 'stale-version' || refusal.code === 'not-possible-now';
    return isStale && stepsSince(now).length > 0
      ? this.overtaken(res, now)
      : this.again(res, now, refusal);
  }

  preview(res: Response, { view, action, values, kept }: Sending, letter: ShownLetter): undefined {
    const typed = { ...values, bozza: kept.handle };
    const model = previewModel(view, action, { values: typed, letter });
    this.pages.render(res, 'offices/action-preview', model);
  }

  /** A director may have handed a request over to where they no longer see it. */
  async recorded(res: Response, { viewer, view, action }: Asked): Promise<undefined> {
    const { ticketNumber: number } = view.request;
    const seen = await this.views.view(viewer, number, view.language);
    if (isRefusal(seen)) {
      this.pages.redirect(res, '/ufficio', 'offices:action.handedOver', { number });
      return;
    }
    const step = seen.steps.findLast((one) => one.action === action.code)?.label ?? '';
    this.pages.redirect(res, requestAddress(number), 'offices:action.recorded', { step });
  }

  private async overtaken(res: Response, sending: Sending): Promise<undefined> {
    const { version, lastSeq } = sending.view.request;
    const model = await this.page.model(sending.viewer, sending, {
      values: { ...sending.values, versione: String(version), viste: String(lastSeq) },
      errors: [],
      refusal: null,
      kept: sending.kept,
      meanwhile: stepsSince(sending),
    });
    this.pages.render(res, 'offices/action', model, 409);
  }
}

function stepsSince({ view, form }: Sending) {
  return form ? view.steps.filter((step) => step.seq > form.seen) : [];
}
