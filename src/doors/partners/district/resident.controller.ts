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
import { AcceptsFiles } from '../../../web/uploads.js';
import { Receipts } from '../../shared/receipts.service.js';
import { type SentBack, SentForms } from '../../shared/sent-forms.service.js';
import { CurrentPartner } from '../current-partner.js';
import { atResidentFields, readResidentFiling, residentCommand } from './resident-form.js';
import { ResidentPage, type ShownResident } from './resident-page.service.js';

const NO_AREA = new Refusal('not-found');

/** A district council files with the resident beside it, who takes number and password home. */
@Controller('ente/zona/nuova')
export class ResidentController {
  constructor(
    private readonly page: ResidentPage,
    private readonly filings: FilingDesk,
    private readonly forms: SentForms,
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
    const form = readResidentFiling(body, category);
    const from = { area: area.code, category: category.code, language: visitOf(res).language };
    const filed = await this.forms.receive({ req, res, form }, ({ value }, files) =>
      this.filings.file(viewer, residentCommand(value, { ...from, files }), value.submissionId),
    );
    if (isRefusal(filed)) return filed;
    if ('back' in filed) {
      await this.page.write(res, viewer, { area, category, shown: again(filed.back) });
      return undefined;
    }
    const base = `/ente/segnalazioni/${filed.done.ticketNumber}`;
    const receipt = await this.receipts.filed(filed.done);
    this.pages.render(res, 'offices/receipt', { ...receipt, kind: 'council', base });
    return undefined;
  }
}

function again({ values, refusal, kept }: SentBack): ShownResident {
  const errors = atResidentFields(refusal.errors);
  const status = statusOf(refusal);
  return { values, errors, refusal: errors.length > 0 ? null : refusal, kept, status };
}
