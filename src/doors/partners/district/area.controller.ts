import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import { CurrentPartner } from '../current-partner.js';
import { AreaPage } from './area-page.service.js';

@Controller('ente/zona')
export class AreaController {
  constructor(private readonly page: AreaPage) {}

  @Get()
  @Allow('partner.requests')
  async show(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<Refusal | undefined> {
    if (!viewer.areaIds?.length) return new Refusal('not-found');
    await this.page.show(res, viewer, query);
    return undefined;
  }
}
