import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentViewer, TicketHolder } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { FileStore } from '../../../files/file-store.js';
import { serveFile } from '../../../files/serve-file.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { Confirmation } from '../filing/confirmation.service.js';
import { ReceiptCookie } from '../filing/receipt-cookie.js';
import { TicketFiles } from './ticket-files.service.js';
import { TrackingPage } from './tracking-page.service.js';

/** A ticket holder's pages: the confirmation, the request with its whole history, its files. */
@Controller('servizi/segnalazioni/:ticketNumber')
export class TrackingController {
  constructor(
    private readonly pages: Pages,
    private readonly page: TrackingPage,
    private readonly confirmation: Confirmation,
    private readonly cookie: ReceiptCookie,
  ) {}

  @Get()
  @TicketHolder()
  async track(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') number: string,
  ): Promise<Refusal | undefined> {
    const model = await this.page.model(viewer, number, visitOf(res).language);
    if (isRefusal(model)) return model;
    this.pages.render(res, 'citizens/tracking', model);
    return undefined;
  }

  /** Shows the password the first time; whoever looks again reads that it was shown. */
  @Get('conferma')
  @TicketHolder()
  async confirm(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') number: string,
  ): Promise<Refusal | undefined> {
    const model = await this.page.receipt(viewer, number, visitOf(res).language);
    if (isRefusal(model)) return model;
    const receipt = this.cookie.take(req, res, model.ticketNumber);
    this.pages.render(res, 'citizens/confirmation', {
      ...model,
      ...(await this.confirmation.address(model.ticketNumber)),
      password: receipt?.password ?? null,
      email: receipt?.email ?? model.maskedEmail,
    });
    return undefined;
  }
}

/** Files of a request: photos to look at, documents to download. */
@Controller('servizi/segnalazioni/:ticketNumber/allegati')
export class TicketFilesController {
  constructor(
    private readonly ticketFiles: TicketFiles,
    private readonly store: FileStore,
  ) {}

  @Get(':id')
  @TicketHolder()
  async open(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const file = viewer.kind === 'citizen' ? await this.ticketFiles.find(viewer, id) : null;
    if (!file || !(await serveFile(res, this.store, file))) return new Refusal('not-found');
    return undefined;
  }
}
