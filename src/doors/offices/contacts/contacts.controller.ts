import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { ContactOpening } from '../../../requests/contacts/contact-opening.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { newId } from '../../../shared/ids.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { text } from '../../../web/fields.js';
import { type FormBody, parseForm, refusedForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { mendUnseen } from '../unseen.js';
import { requestAddress } from '../request/request-page.service.js';

const schema = z.strictObject({
  reason: text(300, { min: 5 }),
  invio: z.uuid('invalid'),
});

interface FormState {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
}

/** The citizen's contacts, opened for this once; the opening is a step that the person sees. */
@Controller('ufficio/segnalazioni/:ticketNumber/contatti')
export class ContactsController {
  constructor(
    private readonly pages: Pages,
    private readonly views: RequestViews,
    private readonly contacts: ContactOpening,
  ) {}

  @Get()
  @Allow('contacts.open')
  async ask(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ): Promise<Refusal | undefined> {
    const view = await this.find(res, officePerson(viewer), ticketNumber);
    if (isRefusal(view)) return view;
    this.render(res, view, { values: {}, errors: [], refusal: null });
  }

  @Post()
  @Allow('contacts.open')
  async open(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Param('ticketNumber') ticketNumber: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const viewer = officePerson(asking);
    const view = await this.find(res, viewer, ticketNumber);
    if (isRefusal(view)) return view;
    const form = parseForm(schema, body);
    if (!form.ok)
      return this.render(
        res,
        view,
        { values: form.values, errors: form.errors, refusal: null },
        422,
      );
    const { reason, invio } = form.value;
    const opened = await this.contacts.open(viewer, ticketNumber, reason, invio);
    if (isRefusal(opened)) {
      const { status, ...model } = refusedForm(opened, form.values);
      return this.render(res, view, model, status);
    }
    const base = requestAddress(view.request.ticketNumber);
    this.pages.render(res, 'offices/contacts-open', {
      view,
      base,
      contacts: opened.contacts,
      reason,
    });
  }

  /** Who may not see contacts, and a request without any, have nothing to open. */
  private async find(
    res: Response,
    viewer: OfficeViewer,
    ticketNumber: string,
  ): Promise<RequestView | Refusal> {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    if (isRefusal(view)) return view;
    return view.citizen ? view : new Refusal('not-found');
  }

  private render(
    res: Response,
    view: RequestView,
    { refusal, ...typed }: FormState,
    status = 200,
  ): undefined {
    const form = mendUnseen(typed, { invio: newId() });
    const base = requestAddress(view.request.ticketNumber);
    this.pages.render(res, 'offices/contacts', { view, base, refusal, ...form }, status);
    return undefined;
  }
}
