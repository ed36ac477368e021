import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import type { FormBody } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles } from '../../../web/uploads.js';
import { isHelper, officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';
import { FilingFlow } from './filing-flow.service.js';
import { FilingPage } from './filing-page.service.js';
import { Receipts } from '../../shared/receipts.service.js';

const FORM = { action: '/ufficio/nuova', isHelper: false };

/** The front desk files for somebody at the counter, on the phone, or who wrote a letter. */
@Controller('ufficio/nuova')
export class FilingController {
  constructor(
    private readonly pages: Pages,
    private readonly page: FilingPage,
    private readonly flow: FilingFlow,
    private readonly receipts: Receipts,
  ) {}

  @Get()
  @Allow('requests.file-for-others')
  async show(@Res() res: Response, @CurrentViewer() viewer: Viewer): Promise<void> {
    if (isHelper(viewer)) return this.pages.redirect(res, '/ufficio/aiuto');
    this.pages.render(res, 'offices/filing', { ...FORM, ...(await this.page.blank(visitOf(res))) });
  }

  /** The questions of a category, for a page that shows them as soon as it is chosen. */
  @Get('domande')
  @Allow('requests.file-for-others')
  async questions(@Res() res: Response, @Query('tipo') code?: string): Promise<void> {
    const found = await this.page.questions(String(code ?? ''));
    this.pages.render(res, 'offices/filing-questions', { ...found, values: {}, errors: [] });
  }

  @Post()
  @Allow('requests.file-for-others')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async file(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (isHelper(viewer)) return new Refusal('not-allowed');
    const outcome = await this.flow.send({ req, res, body }, officePerson(viewer));
    if ('model' in outcome) {
      const model = { ...FORM, ...outcome.model };
      this.pages.render(res, 'offices/filing', model, outcome.status);
      return;
    }
    const receipt = await this.receipts.filed(outcome.filed);
    const base = requestAddress(receipt.ticketNumber);
    this.pages.render(res, 'offices/receipt', { ...receipt, kind: 'filed', base });
  }
}
