import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { TellingDesk, TOLD_BY } from '../../../requests/contacts/telling-desk.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { choice, optional, text } from '../../../web/fields.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { NoticeBook, type ToTell } from './notice-book.service.js';

const schema = z.strictObject({
  how: choice(TOLD_BY),
  note: optional(text(500, { lines: true })),
});
const LIST = '/ufficio/da-comunicare';

/** The front desk reads the words that a mail would have carried, tells them, and notes how; that is a step of the request. */
@Controller('ufficio/da-comunicare/:id')
export class TellingController {
  constructor(
    private readonly pages: Pages,
    private readonly book: NoticeBook,
    private readonly views: RequestViews,
    private readonly telling: TellingDesk,
    private readonly languages: Languages,
  ) {}

  @Get()
  @Allow('notices.tell')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const found = await this.find(res, viewer, id);
    if (isRefusal(found)) return found;
    this.render(res, found, { values: {}, errors: [] });
  }

  @Post()
  @Allow('notices.tell')
  async tell(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('id') id: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(schema, body);
    if (!form.ok) {
      const found = await this.find(res, asking, id);
      return isRefusal(found) ? found : this.render(res, found, form, 422);
    }
    const { how, note } = form.value;
    const told = await this.telling.tell(officePerson(asking), id, { how, note: note ?? null });
    if (isRefusal(told)) return told;
    this.pages.redirect(res, LIST, 'desk:telling.done', { number: told.ticketNumber });
  }

  private async find(
    res: Response,
    asking: Viewer,
    id: string,
  ): Promise<{ notice: ToTell; view: RequestView } | Refusal> {
    const viewer = officePerson(asking);
    const notice = await this.book.toTell(viewer, id);
    if (isRefusal(notice)) return notice;
    const view = await this.views.view(viewer, notice.ticketNumber, visitOf(res).language);
    return isRefusal(view) ? view : { notice, view };
  }

  private render(
    res: Response,
    { notice, view }: { notice: ToTell; view: RequestView },
    { values, errors }: { values: object; errors: readonly unknown[] },
    status = 200,
  ): undefined {
    const ways = TOLD_BY.map((value) => ({
      value,
      label: this.languages.translate(view.language, `desk:telling.how.${value}`),
    }));
    this.pages.render(res, 'offices/telling', { notice, view, ways, values, errors }, status);
    return undefined;
  }
}
