import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { OurSheetFiles } from '../../shared/our-sheet-files.service.js';
import { CurrentPartner } from '../current-partner.js';

/** What the council holds of this partner's works of a month, for its own books. */
@Controller('ente/tabulati/nostro')
export class HeldSheetController {
  constructor(
    private readonly partners: Partners,
    private readonly sheets: OurSheetFiles,
  ) {}

  @Get(':kind')
  @Allow('tasks.answer')
  async download(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('kind') kind: string,
    @Query('mese') month?: unknown,
  ): Promise<Refusal | undefined> {
    const partner = viewer.link ? null : await this.partners.byId(viewer.partnerId);
    if (!partner) return new Refusal('not-found');
    const { language } = visitOf(res);
    const file = await this.sheets.file({ viewer, partner, kind, month, language });
    if (!file) return new Refusal('not-found');
    res.attachment(file.name).send(file.content);
    return undefined;
  }
}
