import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { SplitDesk } from '../../../requests/linking/split-desk.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, refusedForm, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';
import { readSplitForm } from './split-form.js';
import { type Shown, SplitPage } from './split-page.service.js';

const FRESH = { errors: [], refusal: null };

/** One report that is about several things: a part of it becomes a report of its own. */
@Controller('ufficio/segnalazioni/:ticketNumber/dividi')
export class SplitController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly desk: SplitDesk,
    private readonly page: SplitPage,
  ) {}

  @Get()
  @Allow('requests.work')
  async show(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('ticketNumber') number: string,
  ): Promise<Refusal | undefined> {
    const view = await this.find(res, officePerson(asking), number);
    if (isRefusal(view)) return view;
    if (view.state.kind === 'closed') return new Refusal('not-possible-now', 'state');
    const values = { description: view.description ?? '', waits: '' };
    return this.render(res, view, { ...FRESH, values });
  }

  @Post()
  @Allow('requests.work')
  async split(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('ticketNumber') number: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const viewer = officePerson(asking);
    const view = await this.find(res, viewer, number);
    if (isRefusal(view)) return view;
    const typed = typedValues(body);
    if (typed['vai'] === 'domande') return this.render(res, view, { ...FRESH, values: typed });
    const form = readSplitForm(body);
    if (!form.ok)
      return this.render(res, view, { values: form.values, errors: form.errors, refusal: null }, 422); // prettier-ignore
    const done = await this.desk.split(viewer, number, form.value.split, form.value.key);
    if (isRefusal(done)) {
      if (done.code === 'not-found' || done.code === 'not-allowed') return done;
      const { status, ...shown } = refusedForm(done, form.values);
      return this.render(res, view, shown, status);
    }
    const base = requestAddress(done.ticketNumber);
    this.pages.redirect(res, base, 'linking:split.done', { number: done.part });
    return undefined;
  }

  private async find(
    res: Response,
    viewer: OfficeViewer,
    number: string,
  ): Promise<RequestView | Refusal> {
    const view = await this.views.view(viewer, number, visitOf(res).language);
    if (isRefusal(view)) return view;
    return view.isOnlyAsked ? new Refusal('not-allowed') : view;
  }

  private async render(
    res: Response,
    view: RequestView,
    shown: Shown,
    status = 200,
  ): Promise<undefined> {
    this.pages.render(res, 'offices/split', await this.page.model(view, shown), status);
    return undefined;
  }
}
