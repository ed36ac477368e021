import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { looksAfter, refusalOf } from '../../../requests/opinions/opinion-desk.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { requestPage } from './request-page.js';
import { RequestSurroundings } from './request-surroundings.service.js';

@Controller('ente/segnalazioni')
export class PartnerRequestController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly views: RequestViews,
    private readonly surroundings: RequestSurroundings,
    private readonly clock: Clock,
  ) {}

  @Get(':ticketNumber')
  @Allow('tasks.answer', 'partner.requests')
  async show(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    const { point, ...around } = await this.surroundings.of(viewer, view);
    const facts = {
      ...around,
      now: this.clock.now(),
      newSubmissionId: newId,
    };
    const council = {
      looksAfter: looksAfter(viewer, view.request),
      mayOpine: refusalOf(viewer, view.request) === null,
      followers: view.followers.count,
    };
    const model = { ...requestPage(view, facts), ...council, point };
    await this.desk.render(res, viewer, { view: 'request', model });
    return undefined;
  }
}
