import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import type { Viewer } from '../../../../access/viewer.js';
import { type FieldError, isRefusal, Refusal } from '../../../../shared/refusal.js';
import type { Decimals } from '../../../../statistics/csv.js';
import { MONTH_FORMATS } from '../../../../statistics/files/month-files.service.js';
import { text } from '../../../../web/fields.js';
import { type FormBody, parseForm, refusedForm } from '../../../../web/forms.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { officePerson } from '../../office-viewer.js';
import { askedRevision, withoutFaults } from '../asked-month.js';
import { MonthDesk } from './month-desk.service.js';
import { MonthShelf } from './month-shelf.service.js';

const revision = z.strictObject({ motivo: text(500, { lines: true, min: 5 }) });
const ADDRESS = '/ufficio/statistiche/mesi';

/** A month, its revisions and its files. */
@Controller('ufficio/statistiche/mesi')
export class MonthController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: MonthDesk,
    private readonly shelf: MonthShelf,
  ) {}

  /** The published months; with a month typed, on to its page. */
  @Get()
  @Allow('statistics.see', 'statistics.publish')
  async list(@Res() res: Response, @Query('mese') typed?: unknown): Promise<void> {
    const asked = this.desk.asked(typed);
    if (typed !== undefined && asked.errors.length === 0)
      return this.pages.redirect(res, `${ADDRESS}/${asked.month.code}`);
    const status = asked.errors.length > 0 ? 422 : 200;
    this.pages.render(res, 'offices/statistics/months', await this.shelf.list(asked), status);
  }

  @Get(':month')
  @Allow('statistics.see', 'statistics.publish')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('month') month: string,
    @Query('revisione') typed?: unknown,
  ): Promise<Refusal | undefined> {
    const page = await this.desk.page(visitOf(res).language, viewer, { month, revision: askedRevision(typed) }); // prettier-ignore
    if (!page) return new Refusal('not-found');
    this.pages.render(res, 'offices/statistics/month', page);
    return undefined;
  }

  @Get(':month/file/:format')
  @Allow('statistics.see', 'statistics.publish')
  async file(
    @Res() res: Response,
    @Param() params: { month: string; format: string },
    @Query() query: { revisione?: unknown; numeri?: unknown },
  ): Promise<Refusal | undefined> {
    const format = MONTH_FORMATS.find((one) => one === params.format);
    const { decimals } = withoutFaults(askedDecimals(query.numeri));
    const file = format && (await this.shelf.file(visitOf(res).language, {
      month: params.month,
      revision: askedRevision(query.revisione),
      format,
      decimals,
    })); // prettier-ignore
    if (!file) return new Refusal('not-found');
    res.attachment(file.name).type(file.type).send(file.bytes);
    return undefined;
  }

  @Get(':month/confronto')
  @Allow('statistics.see', 'statistics.publish')
  async compare(
    @Res() res: Response,
    @Param('month') month: string,
    @Query() query: { prima?: unknown; dopo?: unknown },
  ): Promise<Refusal | undefined> {
    const after = query.dopo === 'adesso' ? 'now' : askedRevision(query.dopo);
    const between = [askedRevision(query.prima), after] as const;
    const page = await this.shelf.comparison(visitOf(res).language, month, between);
    if (!page) return new Refusal('not-found');
    this.pages.render(res, 'offices/statistics/comparison', page);
    return undefined;
  }

  @Post(':month/ricalcolo')
  @Allow('statistics.publish')
  async revise(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('month') month: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const page = await this.desk.page(visitOf(res).language, viewer, { month, revision: null });
    if (!page) return new Refusal('not-found');
    const form = parseForm(revision, body);
    if (!form.ok) {
      this.pages.render(res, 'offices/statistics/month', { ...page, values: form.values, errors: form.errors }, 422); // prettier-ignore
      return undefined;
    }
    const done = await this.desk.revise(month, { by: officePerson(viewer).name, reason: form.value.motivo }); // prettier-ignore
    if (isRefusal(done)) {
      const { status, ...shown } = refusedForm(done, form.values);
      this.pages.render(res, 'offices/statistics/month', { ...page, ...shown }, status);
      return undefined;
    }
    this.pages.redirect(res, `${ADDRESS}/${month}`, 'months:revisionDone', { revision: String(done.revision) }); // prettier-ignore
    return undefined;
  }
}

/** Nothing typed: as Italians write them. */
function askedDecimals(typed: unknown): { decimals: Decimals; errors: readonly FieldError[] } {
  const text = String(typed ?? '');
  const isKnown = ['', 'virgola', 'punto'].includes(text);
  return {
    decimals: text === 'punto' ? 'point' : 'comma',
    errors: isKnown ? [] : [{ field: 'numeri', code: 'not-a-choice' }],
  };
}
