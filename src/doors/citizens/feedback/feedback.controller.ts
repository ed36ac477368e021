import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentViewer, TicketHolder } from '../../../access/access-rule.js';
import type { CitizenViewer, Viewer } from '../../../access/viewer.js';
import { ClosingFeedback } from '../../../requests/feedback/closing-feedback.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, refusedForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { feedbackModel, type FormFault, NO_FAULT, readFeedback } from './feedback-form.js';

const FOLLOW_PATH = '/servizi/segnalazioni';

/** The question after a closing, for who holds number and password. Its form stands on the request's page too. */
@Controller('servizi/segnalazioni/:ticketNumber/valutazione')
export class FeedbackController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly feedback: ClosingFeedback,
  ) {}

  @Get()
  @TicketHolder()
  show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') _number: string,
  ): Promise<Refusal | undefined> {
    return this.render(res, viewer, NO_FAULT);
  }

  @Post()
  @TicketHolder()
  async answer(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') _number: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (viewer.kind !== 'citizen') return new Refusal('not-found');
    const form = readFeedback(body);
    if (!form.ok) return this.render(res, viewer, { ...form, refusal: null }, 422);
    const { given, key } = form.value;
    const done = await this.feedback.answer(viewer, given, key);
    if (isRefusal(done))
      return this.render(res, viewer, refusedForm(done, form.values), statusOf(done));
    this.pages.redirect(res, pathOf(viewer), 'feedback:thanks');
    return undefined;
  }

  private async render(
    res: Response,
    viewer: Viewer,
    { values, errors, refusal }: FormFault,
    status = 200,
  ): Promise<Refusal | undefined> {
    if (viewer.kind !== 'citizen') return new Refusal('not-found');
    const view = await this.views.view(viewer, viewer.ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const path = pathOf(viewer);
    const standing = await this.feedback.standing(view.request);
    const feedback = feedbackModel(standing, `${path}/valutazione`);
    const { request, category } = view;
    const about = { ticketNumber: request.ticketNumber, category: category.name, place: request.address }; // prettier-ignore
    const model = { ...about, path, feedback, isHolder: true, values, errors, refusal };
    this.pages.render(res, 'citizens/feedback', model, status);
    return undefined;
  }
}

function pathOf({ ticketNumber }: CitizenViewer): string {
  return `${FOLLOW_PATH}/${ticketNumber}`;
}
