import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../access/access-rule.js';
import { may, type Viewer } from '../../access/viewer.js';
import { Refusal } from '../../shared/refusal.js';
import { Pages } from '../../web/pages.js';
import { BouncedList } from './bounced-list.service.js';

/** Addresses that do not work: the front desk asks the person for a right one, the administrator the partner. */
@Controller('ufficio/indirizzi-respinti')
export class BouncedController {
  constructor(
    private readonly pages: Pages,
    private readonly list: BouncedList,
  ) {}

  @Get()
  @Allow('requests.take-message', 'deliveries.see')
  async show(@Res() res: Response, @CurrentViewer() viewer: Viewer): Promise<void> {
    this.pages.render(res, 'offices/bounced', {
      lines: await this.list.lines(),
      seesRequests: may(viewer, 'requests.see'),
      seesPartners: may(viewer, 'configuration.edit'),
    });
  }

  @Post(':deliveryId/risolto')
  @Allow('requests.take-message', 'deliveries.see')
  async clear(
    @Res() res: Response,
    @Param('deliveryId') deliveryId: string,
  ): Promise<Refusal | undefined> {
    if (!(await this.list.clear(deliveryId))) return new Refusal('not-found');
    this.pages.redirect(res, '/ufficio/indirizzi-respinti', 'respinti:cleared');
    return undefined;
  }
}
