import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import type { Viewer } from '../../../../access/viewer.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { seesLessThanCounted } from '../list-behind.js';
import { DashboardDesk } from './dashboard-desk.service.js';

/** A year at a glance. */
@Controller('ufficio/statistiche')
export class DashboardController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: DashboardDesk,
  ) {}

  @Get()
  @Allow('statistics.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    const asked = this.desk.read(query);
    const page = await this.desk.page(visitOf(res).language, asked);
    const status = asked.errors.length > 0 ? 422 : 200;
    const model = { ...page, seesLess: seesLessThanCounted(viewer) };
    this.pages.render(res, 'offices/statistics/dashboard', model, status);
  }
}
