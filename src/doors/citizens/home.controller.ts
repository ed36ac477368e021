import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Public } from '../../access/access-rule.js';
import { LANGUAGES } from '../../shared/localized-text.js';
import { choice } from '../../web/fields.js';
import { type FormBody, parseForm } from '../../web/forms.js';
import { Pages } from '../../web/pages.js';
import { LANGUAGE_COOKIE } from '../../web/request/visit.js';

const YEAR_MS = 365 * 86_400_000;
/** A path of this site: one slash first, no backslash, no blank or control. */
const LOCAL_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}$/;
const languageForm = z.strictObject({
  lingua: choice(LANGUAGES),
  ritorno: z.string().regex(LOCAL_PATH).catch('/'),
});

@Controller()
export class HomeController {
  constructor(private readonly pages: Pages) {}

  @Get()
  @Public()
  home(@Res() res: Response): void {
    this.pages.render(res, 'citizens/home', { values: {}, errors: [] });
  }

  @Get('privacy')
  @Public()
  privacy(@Res() res: Response): void {
    this.pages.render(res, 'citizens/home-privacy');
  }

  @Get('note-legali')
  @Public()
  legalNotes(@Res() res: Response): void {
    this.pages.render(res, 'citizens/home-legal-notes');
  }

  @Get('accessibilita')
  @Public()
  accessibility(@Res() res: Response): void {
    this.pages.render(res, 'citizens/home-accessibility');
  }

  /** Keeps the choice for a year and goes back to the page where it was made. */
  @Post('lingua')
  @Public()
  chooseLanguage(@Res() res: Response, @Body() body: FormBody): void {
    const form = parseForm(languageForm, body);
    if (!form.ok) return this.pages.redirect(res, '/');
    res.cookie(LANGUAGE_COOKIE, form.value.lingua, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: res.req.secure,
      maxAge: YEAR_MS,
    });
    this.pages.redirect(res, form.value.ritorno);
  }
}
