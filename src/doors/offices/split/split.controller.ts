import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import { SplitDesk } from '../../../requests/linking/split-desk.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { newId } from '../../../shared/ids.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { flag, optional, text, wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm, refusedForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';

const schema = z.strictObject({
  category: text(60),
  title: text(200),
  description: text(4_000, { lines: true }),
  files: z.preprocess((typed) => [typed ?? []].flat(), z.array(z.uuid('invalid')).max(20)),
  waits: optional(flag()),
  versione: wholeNumber(1, 2_000_000_000),
  invio: z.uuid('invalid'),
});

interface Shown {
  readonly values: TypedValues;
  readonly errors: readonly unknown[];
  readonly refusal: Refusal | null;
}

/** One report that is about several things: a part of it becomes a report of its own. */
@Controller('ufficio/segnalazioni/:ticketNumber/dividi')
export class SplitController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly desk: SplitDesk,
    private readonly catalogue: Catalogue,
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
    return this.render(res, view, { values, errors: [], refusal: null });
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
    const form = parseForm(schema, body);
    if (!form.ok)
      return this.render(
        res,
        view,
        { values: form.values, errors: form.errors, refusal: null },
        422,
      );
    const { category, title, description, files, waits = false, versione, invio } = form.value;
    const given = {
      ...{ category, title, description, attachmentIds: files },
      ...{ parentWaits: waits, version: versione },
    };
    const done = await this.desk.split(viewer, number, given, invio);
    if (isRefusal(done)) {
      if (done.code === 'not-found' || done.code === 'not-allowed') return done;
      const { status, ...model } = refusedForm(done, form.values);
      return this.render(res, view, model, status);
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
    const categories = (await this.catalogue.open()).map(({ code, name }) => ({
      value: code,
      label: inLanguage(name, view.language),
    }));
    const chosen = [shown.values['files'] ?? []].flat();
    const attachments = view.steps
      .filter(({ visibility }) => visibility === 'public')
      .flatMap((step) => step.attachments)
      .map(({ id, name, kind }) => ({ id, name, kind, isChosen: chosen.includes(id) }));
    const versione = String(view.request.version);
    this.pages.render(
      res,
      'offices/split',
      {
        ...shown,
        values: { ...shown.values, versione, invio: newId() },
        ...{ view, categories, attachments, base: requestAddress(view.request.ticketNumber) },
      },
      status,
    );
    return undefined;
  }
}
