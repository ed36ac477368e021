import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import {
  ClosingFeedback,
  type FeedbackStanding,
} from '../../../requests/feedback/closing-feedback.service.js';
import { type FoundClosing, CitizenLinks } from '../../../requests/questions/citizen-links.service.js'; // prettier-ignore
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, refusedForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { feedbackModel, type FormFault, NO_FAULT, readFeedback } from './feedback-form.js';

const GONE = 410;

interface Rated {
  readonly path: string;
  readonly found: FoundClosing;
  readonly view: RequestView;
  readonly standing: FeedbackStanding;
}

/**
 * From the closing's mail to the question, without number and password. Shows which request it is about, nothing that anybody wrote of
 * themselves; opening the address changes nothing, mail scanners open it too.
 */
@Controller('servizi/valutazione/:token')
export class FeedbackLinkController {
  constructor(
    private readonly links: CitizenLinks,
    private readonly views: RequestViews,
    private readonly feedback: ClosingFeedback,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Public()
  async show(@Res() res: Response, @Param('token') token: string): Promise<Refusal | undefined> {
    const rated = await this.find(res, token);
    if (isRefusal(rated)) return rated;
    this.render(res, rated, NO_FAULT);
    return undefined;
  }

  @Post()
  @Public()
  async answer(
    @Res() res: Response,
    @Param('token') token: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const rated = await this.find(res, token);
    if (isRefusal(rated)) return rated;
    const form = readFeedback(body);
    if (!form.ok) {
      this.render(res, rated, { ...form, refusal: null }, 422);
      return undefined;
    }
    const { viewer, seq: closingSeq } = rated.found;
    const { given, key } = form.value;
    const done = await this.feedback.answer(viewer, { ...given, closingSeq }, key);
    if (!isRefusal(done)) {
      this.pages.redirect(res, rated.path, 'feedback:thanks');
      return undefined;
    }
    const again = await this.find(res, token);
    if (isRefusal(again)) return again;
    this.render(res, again, refusedForm(done, form.values), statusOf(done));
    return undefined;
  }

  private async find(res: Response, token: string): Promise<Rated | Refusal> {
    res.setHeader('Referrer-Policy', 'no-referrer');
    const found = await this.links.findClosing(token);
    if (!found) return new Refusal('not-found');
    const { viewer } = found;
    const view = await this.views.view(viewer, viewer.ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const standing = await this.feedback.standing(view.request);
    return { path: `/servizi/valutazione/${token}`, found, view, standing };
  }

  /** Of a closing that is not the last any more, or whose days are past, the page that says so. */
  private render(
    res: Response,
    { path, found, view, standing }: Rated,
    { values, errors, refusal }: FormFault,
    status = 200,
  ): void {
    const { request, category } = view;
    const isThis = standing.kind !== 'not-asked' && standing.seq === found.seq;
    const feedback = isThis ? feedbackModel(standing, path) : null;
    const about = { ticketNumber: request.ticketNumber, category: category.name, place: request.address }; // prettier-ignore
    const model = { ...about, feedback, isHolder: false, values, errors, refusal };
    this.pages.render(res, 'citizens/feedback', model, feedback ? status : GONE);
  }
}
