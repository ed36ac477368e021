import { Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentViewer, Public } from '../../access/access-rule.js';
import { localPath } from '../../access/return-path.js';
import { SessionKeeper } from '../../access/sessions/session-keeper.service.js';
import type { Viewer } from '../../access/viewer.js';
import { SignInJournal } from '../../accounts/sign-in-journal.service.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { retryAfterSeconds } from '../../web/answer.js';
import { refusedForm, type TypedValues, typedValues } from '../../web/forms.js';
import { Pages } from '../../web/pages.js';
import { SignInGuard } from './sign-in.guard.js';
import { isPerson, startOf } from './start-of.js';

@Controller()
export class SignInController {
  constructor(
    private readonly pages: Pages,
    private readonly sessions: SessionKeeper,
    private readonly journal: SignInJournal,
  ) {}

  @Get('accedi')
  @Public()
  show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('ritorno') back?: string,
  ): void {
    res.setHeader('Cache-Control', 'no-store');
    if (isPerson(viewer)) return this.pages.redirect(res, localPath(back) ?? startOf(viewer));
    this.pages.render(res, 'offices/sign-in', formModel({ ritorno: localPath(back) ?? '' }));
  }

  @Post('accedi')
  @Public()
  @UseGuards(SignInGuard)
  async signIn(@Req() req: Request, @Res() res: Response): Promise<void> {
    res.setHeader('Cache-Control', 'no-store');
    const typed = typedValues(req.body);
    const values = {
      username: typed['username'] ?? '',
      ritorno: localPath(typed['ritorno']) ?? '',
    };
    const answer = req.signIn ?? null;
    if (isRefusal(answer)) return this.turnAway(res, answer, values);
    if (!answer)
      return this.pages.render(
        res,
        'offices/sign-in',
        { ...formModel(values), isWrong: true },
        401,
      );
    await this.sessions.signIn(req, answer.accountId);
    this.pages.redirect(res, values.ritorno || startOf(answer.viewer));
  }

  @Post('esci')
  @Public()
  async signOut(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
  ): Promise<void> {
    await this.sessions.signOut(req);
    if (isPerson(viewer) && viewer.accountId) await this.journal.signedOut(viewer.accountId);
    res.setHeader('Clear-Site-Data', '"cache"');
    this.pages.redirect(res, '/accedi', 'access:signedOut');
  }

  private turnAway(res: Response, refusal: Refusal, values: TypedValues): void {
    const { status, ...model } = refusedForm(refusal, values);
    const waitSeconds = retryAfterSeconds(refusal);
    if (waitSeconds !== undefined) res.setHeader('Retry-After', String(waitSeconds));
    this.pages.render(res, 'offices/sign-in', { ...formModel(values), ...model }, status);
  }
}

function formModel(values: TypedValues): Record<string, unknown> {
  return { values, errors: [], refusal: null, isWrong: false };
}
