import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../../../access/access-rule.js';
import { countedClient } from '../../../access/limits/filing-limits.service.js';
import { type Draft, Drafts } from '../../../requests/filing/drafts.service.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { retryAfterSeconds, statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { Confirmation } from './confirmation.service.js';
import { draftIdOf, dropDraft, holdDraft } from './draft-session.js';
import { FILING_PATH } from './filing-models.js';
import { Sending } from './sending.service.js';
import { SummaryPage } from './summary-page.service.js';

const sendForm = z.strictObject({ bozza: z.string() });

/** The third step of filing: everything that was given, in one look, and the sending. */
@Controller('servizi/segnalazione-disservizio/nuova/riepilogo')
export class SummaryController {
  constructor(
    private readonly pages: Pages,
    private readonly drafts: Drafts,
    private readonly page: SummaryPage,
    private readonly sending: Sending,
    private readonly confirmation: Confirmation,
  ) {}

  @Get()
  @Public()
  async summary(@Req() req: Request, @Res() res: Response): Promise<void> {
    const id = draftIdOf(req);
    const draft = id ? await this.drafts.read(id) : null;
    if (!draft) return this.pages.redirect(res, FILING_PATH);
    await this.show(res, draft, null);
  }

  @Post()
  @Public()
  async send(@Req() req: Request, @Res() res: Response, @Body() body: FormBody): Promise<void> {
    const form = parseForm(sendForm, body);
    const draftId = (form.ok ? this.drafts.idOf(form.value.bozza) : null) ?? draftIdOf(req);
    if (!draftId) return this.pages.redirect(res, FILING_PATH, 'filing:draftGone');
    const { language } = visitOf(res);
    const sent = await this.sending.send(draftId, { language, client: countedClient(req) });
    if (isRefusal(sent)) return this.turnBack(req, res, draftId, sent);
    dropDraft(req);
    this.pages.redirect(res, await this.confirmation.prepare(req, res, sent));
  }

  private async turnBack(
    req: Request,
    res: Response,
    draftId: string,
    refusal: Refusal,
  ): Promise<void> {
    const draft = await this.drafts.read(draftId);
    if (!draft) return this.pages.redirect(res, FILING_PATH, 'filing:draftGone');
    holdDraft(req, draftId);
    await this.show(res, draft, refusal);
  }

  /** What cannot be sent as it is leads back to the data, where it says why. */
  private async show(res: Response, draft: Draft, refusal: Refusal | null): Promise<void> {
    const model = await this.page.model(draft, visitOf(res));
    if (isRefusal(model)) {
      if (model.code !== 'stopped')
        return this.pages.redirect(res, `${FILING_PATH}/dati`, 'filing:toMend');
      return this.pages.render(
        res,
        'citizens/filing-stop',
        { stop: model.data['stop'] },
        statusOf(model),
      );
    }
    const waitSeconds = refusal ? retryAfterSeconds(refusal) : undefined;
    if (waitSeconds !== undefined) res.setHeader('Retry-After', String(waitSeconds));
    this.pages.render(
      res,
      'citizens/filing-summary',
      { ...model, refusal },
      refusal ? statusOf(refusal) : 200,
    );
  }
}
