import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import type { RuleForRouting } from '../../../routing/domain/rule.js';
import { RuleBook } from '../../../routing/rule-book.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { Refusal } from '../../../shared/refusal.js';
import { wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { accountOf } from '../partners/account-of.js';
import { without, withResumed } from './edited-rules.js';
import { RuleImpact } from './rule-impact.service.js';
import { RulePage } from './rule-page.service.js';
import { RULES } from './rules.controller.js';

const CONFIRMED = ['pausa', 'riprendi', 'elimina'] as const;

/** Up, down, pause and delete; what a pause or a deletion would change is shown before it is done. */
@Controller('amministrazione/smistamento/regole/:code')
export class RuleOrderController {
  constructor(
    private readonly page: RulePage,
    private readonly pages: Pages,
    private readonly book: RuleBook,
    private readonly impact: RuleImpact,
  ) {}

  @Get('conferma/:what')
  @Allow('configuration.edit')
  async confirm(
    @Res() res: Response,
    @Param('code') code: string,
    @Param('what') typed: string,
  ): Promise<Refusal | undefined> {
    const what = CONFIRMED.find((one) => one === typed);
    const rule = await this.book.byCode(code);
    if (!rule || !what) return new Refusal('not-found');
    const edit = (rules: readonly RuleForRouting[]) =>
      what === 'riprendi' ? withResumed(rules, rule) : without(rules, code);
    const teller = await this.page.teller(res);
    this.pages.render(res, 'administration/rule-confirm', {
      what,
      rule: { code, version: rule.version, name: inLanguage(rule.name, teller.language) },
      impact: await this.impact.of(edit, teller),
    });
    return undefined;
  }

  @Post('su')
  @Allow('configuration.edit')
  async up(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
  ): Promise<Refusal | undefined> {
    return this.done(res, await this.book.move(code, 'up', accountOf(viewer)), 'moved');
  }

  @Post('giu')
  @Allow('configuration.edit')
  async down(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
  ): Promise<Refusal | undefined> {
    return this.done(res, await this.book.move(code, 'down', accountOf(viewer)), 'moved');
  }

  @Post('pausa')
  @Allow('configuration.edit')
  async pause(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const seen = { code, version: seenVersion(body) };
    return this.done(res, await this.book.setActive(seen, false, accountOf(viewer)), 'paused');
  }

  @Post('riprendi')
  @Allow('configuration.edit')
  async resume(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const seen = { code, version: seenVersion(body) };
    return this.done(res, await this.book.setActive(seen, true, accountOf(viewer)), 'resumed');
  }

  @Post('elimina')
  @Allow('configuration.edit')
  async remove(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const seen = { code, version: seenVersion(body) };
    return this.done(res, await this.book.remove(seen, accountOf(viewer)), 'deleted');
  }

  private done(res: Response, refusal: Refusal | undefined, told: string): Refusal | undefined {
    if (refusal) return refusal;
    this.pages.redirect(res, RULES, `smistamento:${told}`);
    return undefined;
  }
}

/** The version that the page of the confirmation showed. None: no rule has that one, so the answer is that it must be looked at again. */
function seenVersion(body: FormBody): number {
  const form = parseForm(z.object({ version: wholeNumber(1, 2_000_000_000) }), body);
  return form.ok ? form.value.version : 0;
}
