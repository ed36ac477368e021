import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { validate } from 'uuid';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { LinkOffice } from '../../../requests/tasks/links/link-office.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from '../request/request-page.service.js';

const schema = z.strictObject({ invio: z.uuid('invalid') });

type Place = Record<'ticketNumber' | 'taskId', string>;

/** The links with which a partner opens its task without an account: ended at once, or sent anew. */
@Controller('ufficio/segnalazioni/:ticketNumber/incarichi/:taskId/collegamenti')
export class TaskLinksController {
  constructor(
    private readonly pages: Pages,
    private readonly links: LinkOffice,
  ) {}

  @Post('nuovo')
  @Allow('requests.work')
  async send(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() place: Place,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(schema, body);
    if (!form.ok) return Refusal.fields(form.errors);
    if (!validate(place.taskId)) return new Refusal('not-found');
    const sent = await this.links.send(
      officePerson(viewer),
      place,
      `${form.value.invio}:${place.taskId}`,
    );
    return isRefusal(sent) ? sent : this.back(res, place, 'links:desk.sentNow');
  }

  @Post(':linkId/revoca')
  @Allow('requests.work')
  async revoke(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() place: Place & { readonly linkId: string },
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(schema, body);
    if (!form.ok) return Refusal.fields(form.errors);
    if (!validate(place.taskId) || !validate(place.linkId)) return new Refusal('not-found');
    const revoked = await this.links.revoke(
      officePerson(viewer),
      place,
      `${form.value.invio}:${place.linkId}`,
    );
    return isRefusal(revoked) ? revoked : this.back(res, place, 'links:desk.revokedNow');
  }

  private back(res: Response, { ticketNumber, taskId }: Place, told: string): undefined {
    this.pages.redirect(res, `${requestAddress(ticketNumber)}#incarico-${taskId}`, told);
    return undefined;
  }
}
