import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { ContactDesk } from '../../../requests/contacts/contact-desk.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import type { FormBody } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles } from '../../../web/uploads.js';
import { isHelper, officePerson } from '../office-viewer.js';
import { HelpPointPage } from './help-point-page.service.js';
import { Receipts } from '../../shared/receipts.service.js';
import { FilingFlow } from './filing-flow.service.js';

/** A helper files with the citizen beside them, hands over the receipt, and from then on sees nothing of it any more. */
@Controller('ufficio/aiuto')
export class HelpPointController {
  constructor(
    private readonly page: HelpPointPage,
    private readonly pages: Pages,
    private readonly flow: FilingFlow,
    private readonly receipts: Receipts,
    private readonly contacts: ContactDesk,
  ) {}

  @Get()
  @Allow('requests.file-for-others')
  async show(@Res() res: Response, @CurrentViewer() viewer: Viewer): Promise<void> {
    if (!isHelper(viewer)) return this.pages.redirect(res, '/ufficio/nuova');
    this.pages.render(
      res,
      'offices/help-point',
      await this.page.blank(officePerson(viewer), visitOf(res)),
    );
  }

  @Post()
  @Allow('requests.file-for-others')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async file(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (!isHelper(asking)) return new Refusal('not-allowed');
    const viewer = officePerson(asking);
    const outcome = await this.flow.send({ req, res, body }, viewer, { channel: 'helper' });
    if ('model' in outcome) {
      const model = await this.page.around(viewer, visitOf(res), outcome.model);
      this.pages.render(res, 'offices/help-point', model, outcome.status);
      return undefined;
    }
    const receipt = await this.receipts.filed(outcome.filed);
    this.pages.render(res, 'offices/receipt', {
      ...receipt,
      kind: 'helper',
      base: '/ufficio/aiuto',
    });
  }

  /** A receipt that was not printed yet; its password cannot be read any more. */
  @Get(':ticketNumber')
  @Allow('requests.file-for-others')
  async receipt(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const view = await this.page.find(officePerson(viewer), ticketNumber, visitOf(res));
    if (isRefusal(view)) return view;
    const receipt = await this.receipts.again(view);
    this.pages.render(res, 'offices/receipt', {
      ...receipt,
      kind: 'helper',
      base: '/ufficio/aiuto',
    });
  }

  @Post(':ticketNumber/stampata')
  @Allow('requests.file-for-others')
  async printed(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const viewer: OfficeViewer = officePerson(asking);
    if (!isHelper(viewer)) return new Refusal('not-found');
    const done = await this.contacts.receiptPrinted(
      viewer,
      ticketNumber,
      `printed-${ticketNumber}`,
    );
    if (isRefusal(done)) return done;
    this.pages.redirect(res, '/ufficio/aiuto', 'desk:help.printed', { number: ticketNumber });
  }
}
