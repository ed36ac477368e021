import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { WorksheetDesk } from '../../../worksheets/settling/worksheet-desk.service.js';
import { Worksheets } from '../../../worksheets/worksheets.service.js';
import { officePerson } from '../office-viewer.js';
import { closeForm, settleForm } from './worksheet-form.js';
import { addressAt, placeOf, WorksheetPage } from './worksheet-page.service.js';

/** Partners' monthly sheets beside ours: each difference settled with one click, then closed. */
@Controller('ufficio/tabulati')
export class WorksheetsController {
  constructor(
    private readonly pages: Pages,
    private readonly sheets: Worksheets,
    private readonly desk: WorksheetDesk,
    private readonly partners: Partners,
    private readonly page: WorksheetPage,
  ) {}

  @Get()
  @Allow('requests.assign')
  async list(@Res() res: Response): Promise<void> {
    const [sheets, partners] = await Promise.all([this.sheets.list(), this.partners.active()]);
    const model = {
      sheets: sheets.map((sheet) => ({ ...sheet, isClosed: sheet.state === 'closed' })),
      partners: partners.map(({ code, name }) => ({ code, name })),
    };
    this.pages.render(res, 'offices/worksheets', model);
  }

  @Get(':id')
  @Allow('requests.assign')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Query('mostra') shown?: unknown,
    @Query('da') after?: unknown,
  ): Promise<Refusal | undefined> {
    return this.page.show(res, officePerson(viewer), id, placeOf(shown, after));
  }

  @Post(':id/righe/:line')
  @Allow('requests.assign')
  async settle(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { id, line }: Record<'id' | 'line', string>,
    @Body() body: FormBody,
    @Query() query: Record<string, unknown>,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    const form = parseForm(settleForm, body);
    const at = placeOf(query['mostra'], query['da']);
    const settling = form.ok && {
      lineId: line,
      decision: form.value.decision,
      key: form.value.submissionId,
    };
    const refusal = settling
      ? await this.desk.settle(person, id, settling)
      : Refusal.fields(form.ok ? [] : form.errors);
    if (refusal?.code === 'not-found') return refusal;
    if (refusal) return this.page.show(res, person, id, { ...at, refusal });
    this.pages.redirect(res, addressAt(id, at), 'worksheets:settled');
    return undefined;
  }

  @Post(':id/chiusura')
  @Allow('requests.assign')
  async close(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    parseForm(closeForm, body);
    const refusal = await this.desk.close(person, id);
    if (refusal?.code === 'not-found') return refusal;
    if (refusal) return this.page.show(res, person, id, { shown: null, after: 0, refusal });
    this.pages.redirect(res, `/ufficio/tabulati/${id}`, 'worksheets:closedNow');
    return undefined;
  }
}
