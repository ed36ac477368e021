import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { ContactOpening } from '../../../requests/contacts/contact-opening.service.js';
import { fullName } from '../../../requests/contacts/contacts.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';

const schema = z.strictObject({ submissionId: z.uuid('invalid') });

/** The citizen's contacts, opened for this once by who has the task; the opening is a step that the citizen sees. */
@Controller('ente/segnalazioni/:ticketNumber/contatti')
export class PartnerContactsController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly contacts: ContactOpening,
  ) {}

  @Post()
  @Allow('tasks.answer')
  async open(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(schema, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const opened = await this.contacts.open(viewer, ticketNumber, '', form.value.submissionId);
    if (isRefusal(opened)) return opened;
    if (!opened.contacts) return new Refusal('not-found');
    const { contacts } = opened;
    const path = `/ente/segnalazioni/${ticketNumber}`;
    const model = { ticketNumber, path, name: fullName(contacts), contacts };
    await this.desk.render(res, viewer, { view: 'contacts', model });
    return undefined;
  }
}
