import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../access/access-rule.js';
import type { PartnerViewer } from '../../access/viewer.js';
import { partnerTopic, requestTopic } from '../../live/live-source.js';
import { LiveStreams } from '../../live/live-streams.service.js';
import { RequestViews } from '../../requests/queries/request-views.service.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { visitOf } from '../../web/request/visit.js';
import { CurrentPartner } from './current-partner.js';

/** The streams behind a partner's pages: each opened by whoever may see the page. */
@Controller('ente')
export class PartnerLiveController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly views: RequestViews,
  ) {}

  @Get('novita')
  @Allow('tasks.answer', 'partner.requests')
  async lists(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
  ): Promise<void> {
    const { link, partnerId } = viewer;
    await this.streams.serve(
      req,
      res,
      link ? requestTopic(link.requestId) : partnerTopic(partnerId),
    );
  }

  @Get('segnalazioni/:ticketNumber/novita')
  @Allow('tasks.answer', 'partner.requests')
  async request(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    await this.streams.serve(req, res, requestTopic(view.request.id));
    return undefined;
  }
}
