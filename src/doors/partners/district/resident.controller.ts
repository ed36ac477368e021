import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { FilingDesk } from '../../../requests/filing/filing-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { keptBefore } from '../../shared/form-sending.js';
import { KeptFiles } from '../../shared/kept-files.service.js';
import { Receipts } from '../../shared/receipts.service.js';
import { CurrentPartner } from '../current-partner.js';
import { atResidentFields, readResidentFiling, residentCommand } from './resident-form.js';
import { ResidentPage } from './resident-page.service.js';

const NO_AREA = new Refusal('not-found');

/** A district council files with the resident beside it, who takes number and password home. */
@Controller('ente/zona/nuova')
export class ResidentController {
  constructor(
    private readonly page: ResidentPage,
    private readonly filings: FilingDesk,
    private readonly kept: KeptFiles,
    private readonly receipts: Receipts,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Allow('partner.requests')
  async form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<Refusal | undefined> {
    if (!viewer.areaIds?.length) return NO_AREA;
    const chosen = await this.page.chosen(viewer, query);
    const { area, category } = chosen;
    const isAsked = query['area'] !== undefined || query['category'] !== undefined;
    if (area && category)
      await this.page.write(res, viewer, { area, category, shown: { values: {} } });
    else await this.page.choose(res, viewer, { chosen, isAsked });
    return undefined;
  }

  @Post()
  @Allow('partner.requests')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async file(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (!viewer.areaIds?.length) return NO_AREA;
    const chosen = await this.page.chosen(viewer, typedValues(body));
    const { area, category } = chosen;
    if (!area || !category) {
      await this.page.choose(res, viewer, { chosen, isAsked: true });
      return undefined;
    }
    const { council, language } = visitOf(res);
    const form = readResidentFiling(body, category);
    const taken = await this.kept.take(keptBefore(form.values), uploadsOf(req), council.uploads);
    if (isRefusal(taken)) return taken;
    const errors = [...(form.ok ? [] : form.errors), ...taken.errors];
    const from = { area: area.code, category: category.code, language, files: taken.files };
    const filed =
      form.ok && errors.length === 0
        ? await this.filings.file(viewer, residentCommand(form.value, from), form.value.submissionId) // prettier-ignore
        : Refusal.fields(errors);
    if (isRefusal(filed)) {
      const faults = atResidentFields(filed.errors);
      const shown = { values: form.values, errors: faults, refusal: faults.length > 0 ? null : filed, kept: await this.kept.keep(taken), status: statusOf(filed) }; // prettier-ignore
      await this.page.write(res, viewer, { area, category, shown });
      return undefined;
    }
    await this.kept.settle(taken);
    const base = `/ente/segnalazioni/${filed.ticketNumber}`;
    const receipt = await this.receipts.filed(filed);
    this.pages.render(res, 'offices/receipt', { ...receipt, kind: 'council', base });
    return undefined;
  }
}
