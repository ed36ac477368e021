import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { OurSheetFiles } from '../../shared/our-sheet-files.service.js';
import { officePerson } from '../office-viewer.js';
import { NamedPartner } from '../../shared/named-partner.js';

/** What we hold of a partner's works of a month, as a file for the partner. */
@Controller('ufficio/tabulati/nostro/:partner')
export class OurSheetController {
  constructor(private readonly sheets: OurSheetFiles) {}

  @Get(':kind')
  @Allow('requests.assign')
  async download(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('partner', NamedPartner) partner: Partner,
    @Param('kind') kind: string,
    @Query('mese') month?: unknown,
  ): Promise<Refusal | undefined> {
    const { language } = visitOf(res);
    const file = await this.sheets.file({
      viewer: officePerson(viewer),
      ...{ partner, kind, month, language },
    });
    if (!file) return new Refusal('not-found');
    res.attachment(file.name).send(file.content);
    return undefined;
  }
}
