import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { FeedbackErasure } from '../../../requests/feedback/feedback-erasure.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { officePerson } from '../office-viewer.js';
import { requestAddress } from './request-page.service.js';

const schema = z.strictObject({ invio: z.uuid('invalid') });

/** Takes away what somebody wrote of a closing. */
@Controller('ufficio/segnalazioni/:ticketNumber/valutazioni')
export class FeedbackTextController {
  constructor(
    private readonly pages: Pages,
    private readonly erasure: FeedbackErasure,
  ) {}

  @Post(':seq/cancellazione')
  @Allow('requests.correct')
  async erase(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { ticketNumber, seq }: { ticketNumber: string; seq: string },
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(schema, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const closingSeq = /^\d{1,6}$/.test(seq) ? Number(seq) : 0;
    const which = { ticketNumber, closingSeq };
    const done = await this.erasure.erase(officePerson(viewer), which, form.value.invio);
    if (isRefusal(done)) return done;
    this.pages.redirect(res, requestAddress(ticketNumber), 'feedback:desk.erasedNow');
    return undefined;
  }
}
