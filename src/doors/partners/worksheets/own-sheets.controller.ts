import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { isCivilMonth } from '../../../calendar/domain/civil-time.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { SheetReadings } from '../../../worksheets/intake/sheet-readings.service.js';
import { SheetUploads } from '../../../worksheets/intake/sheet-uploads.service.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { OwnSheetPage, placeOf } from './own-sheet-page.service.js';

const uploadForm = z.strictObject({ month: z.string().refine(isCivilMonth, 'month-not-valid') });
const PATH = '/ente/tabulati';

/** A partner's own monthly sheets: sent, followed, and nobody else's. */
@Controller('ente/tabulati')
export class OwnSheetsController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly page: OwnSheetPage,
    private readonly uploads: SheetUploads,
    private readonly readings: SheetReadings,
  ) {}

  @Get()
  @Allow('tasks.answer')
  async list(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
  ): Promise<Refusal | undefined> {
    if (viewer.link) return new Refusal('not-found');
    await this.page.list(res, viewer);
    return undefined;
  }

  @Post()
  @Allow('tasks.answer')
  @AcceptsFiles({ sheet: 1 })
  async send(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (viewer.link) return new Refusal('not-found');
    const form = parseForm(uploadForm, body);
    const { files, errors: fileErrors } = uploadsOf(req);
    const [file] = files['sheet'] ?? [];
    const missing = file || fileErrors.length > 0 ? [] : [{ field: 'sheet', code: 'required' }];
    const errors = [...(form.ok ? [] : form.errors), ...fileErrors, ...missing];
    const { partnerId, name } = viewer;
    const taken =
      form.ok && file && errors.length === 0
        ? await this.uploads.take({ ...form.value, partnerId, file, channel: 'partner', by: name })
        : Refusal.fields(errors);
    if (isRefusal(taken))
      await this.page.list(res, viewer, { values: form.values, refusal: taken });
    else this.desk.redirect(res, `${PATH}/${taken}`, 'partner-sheets:received');
    return undefined;
  }

  @Get(':id')
  @Allow('tasks.answer')
  show(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('id') id: string,
    @Query('mostra') shown?: unknown,
    @Query('da') after?: unknown,
  ): Promise<Refusal | undefined> {
    return this.page.show(res, viewer, { id, ...placeOf(shown, after) });
  }

  @Post(':id/annullamento')
  @Allow('tasks.answer')
  async cancel(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    if (!(await this.page.find(viewer, id))) return new Refusal('not-found');
    const isCancelled = await this.readings.cancel(id);
    if (isCancelled) this.desk.redirect(res, PATH, 'worksheets:cancelled');
    else this.desk.redirect(res, `${PATH}/${id}`, 'worksheets:tooLate');
    return undefined;
  }
}
