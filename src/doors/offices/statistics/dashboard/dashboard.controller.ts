import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import type { Viewer } from '../../../../access/viewer.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { seesLessThanCounted } from '../list-behind.js';
import { DashboardDesk } from './dashboard-desk.service.js';
import { DashboardSlices } from './dashboard-slices.service.js';

/** A year at a glance. */
@Controller('ufficio/statistiche')
export class DashboardController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: DashboardDesk,
    private readonly slices: DashboardSlices,
  ) {}

  @Get()
  @Allow('statistics.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    const { language } = visitOf(res);
    const asked = await this.slices.checked(this.desk.read(query), language);
    const page = await this.desk.page(language, asked);
    const status = asked.errors.length > 0 ? 422 : 200;
    const model = { ...page, seesLess: seesLessThanCounted(viewer) };
    this.pages.render(res, 'offices/statistics/dashboard', model, status);
  }
}
