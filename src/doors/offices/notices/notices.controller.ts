import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import { may, type OfficeViewer, type Viewer } from '../../../access/viewer.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { Pages } from '../../../web/pages.js';
import { officePerson } from '../office-viewer.js';
import { NoticeBook } from './notice-book.service.js';
import { byRequest, noticeModel } from './notice-model.js';

/** What waits for somebody of an office, or for the front desk. */
@Controller('ufficio')
export class NoticesController {
  constructor(
    private readonly pages: Pages,
    private readonly book: NoticeBook,
  ) {}

  @Get('da-comunicare')
  @Allow('notices.tell')
  toTell(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('pagina') cursor?: string,
  ): Promise<void> {
    return this.list(res, officePerson(viewer), { path: '/ufficio/da-comunicare', cursor });
  }

  @Get('avvisi')
  @Allow('requests.work', 'requests.indicate', 'configuration.edit')
  ofOffice(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('pagina') cursor?: string,
  ): Promise<void> {
    return this.list(res, officePerson(viewer), { path: '/ufficio/avvisi', cursor });
  }

  @Post('avvisi/:id/fatto')
  @Allow('requests.work', 'requests.indicate', 'notices.tell', 'configuration.edit')
  async done(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const viewer = officePerson(asking);
    const refusal = await this.book.done(viewer, id);
    if (isRefusal(refusal)) return refusal;
    const back = may(viewer, 'notices.tell') ? '/ufficio/da-comunicare' : '/ufficio/avvisi';
    this.pages.redirect(res, back, 'desk:notices.done');
  }

  private async list(
    res: Response,
    viewer: OfficeViewer,
    { path, cursor }: { path: string; cursor: string | undefined },
  ): Promise<void> {
    const { items, next } = await this.book.open(viewer, cursor);
    const lines = items.map(noticeModel);
    const isDesk = may(viewer, 'notices.tell');
    this.pages.render(res, 'offices/notices', {
      isDesk,
      opensRequests: may(viewer, 'requests.see'), // an administrator knows their number only
      heading: isDesk ? 'desk:notices.deskTitle' : 'desk:notices.title',
      toTell: byRequest(lines),
      others: lines.filter((line) => !line.isToTell),
      isFirst: cursor === undefined,
      next: next === null ? null : `${path}?pagina=${encodeURIComponent(next)}`,
    });
  }
}
