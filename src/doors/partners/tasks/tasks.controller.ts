import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { TasksPage } from './tasks-page.service.js';

@Controller('ente')
export class PartnerTasksController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly page: TasksPage,
  ) {}

  /** Where a partner's day begins; who has only buildings begins with their requests, a district council with its area. */
  @Get()
  @Allow('tasks.answer', 'partner.requests')
  async list(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { showsTasks, showsArea } = await this.desk.facts(viewer);
    if (showsTasks) await this.page.show(res, viewer, { query });
    else this.desk.redirect(res, showsArea ? '/ente/zona' : '/ente/segnalazioni');
  }
}
