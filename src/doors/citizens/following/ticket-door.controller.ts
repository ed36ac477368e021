import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentViewer, Public, TicketHolder } from '../../../access/access-rule.js';
import { clientOf } from '../../../access/limits/client.js';
import { SessionKeeper } from '../../../access/sessions/session-keeper.service.js';
import { TicketProof } from '../../../access/ticket-proof.service.js';
import type { CitizenViewer, Viewer } from '../../../access/viewer.js';
import { Vault } from '../../../config/vault.js';
import { barePassword } from '../../../requests/filing/domain/ticket-password.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { retryAfterSeconds } from '../../../web/answer.js';
import { text } from '../../../web/fields.js';
import { type FormBody, parseForm, refusedForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { draftIdOf, holdDraft } from '../filing/draft-session.js';

const FOLLOW_PATH = '/servizi/segnalazioni';
const ticketForm = z.strictObject({ ticketNumber: text(100), password: text(100) });

/** Where a browser shows number and password, and where it gives the ticket up again. */
@Controller('servizi/segnalazioni')
export class TicketDoorController {
  constructor(
    private readonly pages: Pages,
    private readonly proof: TicketProof,
    private readonly sessions: SessionKeeper,
    private readonly vault: Vault,
  ) {}

  @Get()
  @Public()
  show(@Req() req: Request, @Res() res: Response, @Query('numero') number: unknown): void {
    const values = { ticketNumber: typeof number === 'string' ? number.slice(0, 40) : '' };
    this.render(req, res, { values, errors: [], refusal: null });
  }

  @Get('accedi')
  @Public()
  back(@Res() res: Response): void {
    this.pages.redirect(res, FOLLOW_PATH);
  }

  @Post('accedi')
  @Public()
  async enter(@Req() req: Request, @Res() res: Response, @Body() body: FormBody): Promise<void> {
    const form = parseForm(ticketForm, body);
    const values = { ticketNumber: form.values['ticketNumber'] ?? '' };
    if (!form.ok) return this.render(req, res, { values, errors: form.errors, refusal: null }, 422);
    const { ticketNumber, password } = form.value;
    const proved = await this.proof.prove(ticketNumber, password, clientOf(req));
    if (isRefusal(proved)) return this.turnAway(req, res, proved, values);
    if (!proved)
      return this.render(req, res, { values, errors: [], refusal: null, isWrong: true }, 401);
    await this.hold(req, proved, password);
    this.pages.redirect(res, `${FOLLOW_PATH}/${proved.ticketNumber}`);
  }

  @Post(':ticketNumber/esci')
  @TicketHolder()
  async leave(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') _number: string,
  ): Promise<Refusal | undefined> {
    if (viewer.kind !== 'citizen') return new Refusal('not-found');
    await this.sessions.releaseTicket(req, viewer.requestId);
    res.setHeader('Clear-Site-Data', '"cache"');
    this.pages.redirect(res, FOLLOW_PATH, 'tracking:left');
    return undefined;
  }

  /** A new session comes with each proof: what is being written in it goes along. */
  private async hold(req: Request, viewer: CitizenViewer, password: string): Promise<void> {
    const draftId = draftIdOf(req);
    const { requestId, ticketNumber } = viewer;
    const fingerprint = this.vault.fingerprint(barePassword(password));
    await this.sessions.holdTicket(req, { requestId, ticketNumber, fingerprint });
    if (draftId) holdDraft(req, draftId);
  }

  private turnAway(req: Request, res: Response, refusal: Refusal, values: TypedValues): void {
    const { status, ...model } = refusedForm(refusal, values);
    const waitSeconds = retryAfterSeconds(refusal);
    if (waitSeconds !== undefined) res.setHeader('Retry-After', String(waitSeconds));
    this.render(req, res, model, status);
  }

  private render(req: Request, res: Response, model: Record<string, unknown>, status = 200): void {
    const held = (req.session.tickets ?? []).map(({ ticketNumber }) => ticketNumber).reverse();
    this.pages.render(res, 'citizens/follow', { isWrong: false, held, ...model }, status);
  }
}
