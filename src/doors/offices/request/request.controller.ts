import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { validate } from 'uuid';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { FileStore } from '../../../files/file-store.js';
import { serveFile } from '../../../files/serve-file.js';
import { AttachmentShelf } from '../../../requests/attachments/attachment-shelf.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { RequestPage } from './request-page.service.js';

@Controller('ufficio/segnalazioni/:ticketNumber')
export class RequestController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly page: RequestPage,
    private readonly shelf: AttachmentShelf,
    private readonly store: FileStore,
  ) {}

  @Get()
  @Allow('requests.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const viewer = officePerson(asking);
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    this.pages.render(res, 'offices/request', await this.page.model(viewer, view));
  }

  /** What may be handed over the counter: the history exactly as the ticket holder reads it. */
  @Get('stampa')
  @Allow('requests.print')
  async print(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const { language } = visitOf(res);
    const seen = await this.views.view(officePerson(asking), ticketNumber, language);
    if (isRefusal(seen)) return seen;
    const { id: requestId, ticketNumber: number } = seen.request;
    const holder = { kind: 'citizen', requestId, ticketNumber: number } as const;
    const view = await this.views.view(holder, number, language);
    if (isRefusal(view)) return view;
    this.pages.render(res, 'offices/request-print', { view, steps: view.steps });
  }

  @Get('allegati/:id')
  @Allow('requests.see')
  async attachment(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    if (!validate(id)) return new Refusal('not-found');
    const found = await this.shelf.find(officePerson(viewer), ticketNumber, id);
    if (isRefusal(found)) return found;
    if (!(await serveFile(res, this.store, found))) return new Refusal('not-found');
  }
}
