import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { ContactDesk } from '../../../requests/contacts/contact-desk.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { newId } from '../../../shared/ids.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { Receipts } from '../../shared/receipts.service.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';

const schema = z.strictObject({ invio: z.uuid('invalid') });

/** A new password for who has lost theirs: shown once, to be printed or told, and written to whoever has an address. */
@Controller('ufficio/segnalazioni/:ticketNumber/password')
export class PasswordController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly contacts: ContactDesk,
    private readonly receipts: Receipts,
  ) {}

  @Get()
  @Allow('requests.new-password')
  async ask(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const view = await this.find(res, viewer, ticketNumber);
    if (isRefusal(view)) return view;
    const base = requestAddress(view.request.ticketNumber);
    this.pages.render(res, 'offices/password', { view, base, invio: newId() });
  }

  @Post()
  @Allow('requests.new-password')
  async renew(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const view = await this.find(res, viewer, ticketNumber);
    if (isRefusal(view)) return view;
    const form = parseForm(schema, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const renewed = await this.contacts.newPassword(
      officePerson(viewer),
      ticketNumber,
      form.value.invio,
    );
    if (isRefusal(renewed)) return renewed;
    const receipt = await this.receipts.renewed(view, renewed.password);
    this.pages.render(res, 'offices/receipt', {
      ...receipt,
      kind: 'password',
      base: requestAddress(view.request.ticketNumber),
    });
  }

  private async find(
    res: Response,
    viewer: Viewer,
    ticketNumber: string,
  ): Promise<RequestView | Refusal> {
    const view = await this.views.view(officePerson(viewer), ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    return view.request.passwordFingerprint === null ? new Refusal('not-found') : view;
  }
}
