import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { RuleBook } from '../../../routing/rule-book.service.js';
import type { RoutingRule } from '../../../routing/routing-rule.entity.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { accountOf } from '../partners/account-of.js';
import { withRule } from './edited-rules.js';
import { ruleForm } from './rule-form.js';
import { RuleImpact } from './rule-impact.service.js';
import { RulePage } from './rule-page.service.js';
import { readRule } from './rule-reader.js';
import { valuesOf } from './rule-values.js';

export const RULES = '/amministrazione/smistamento';

/** The rules that send requests where they belong: in their order, each created, tried and changed here. */
@Controller('amministrazione/smistamento')
export class RulesController {
  constructor(
    private readonly page: RulePage,
    private readonly pages: Pages,
    private readonly book: RuleBook,
    private readonly impact: RuleImpact,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async list(@Res() res: Response): Promise<void> {
    await this.page.list(res, await this.book.all());
  }

  @Get('nuova')
  @Allow('configuration.edit')
  async blank(@Res() res: Response): Promise<void> {
    const { length } = await this.book.all();
    const values = { position: String(length + 1), version: '0', hears: 'all' };
    await this.page.form(res, null, { values });
  }

  @Post('nuova')
  @Allow('configuration.edit')
  async create(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    await this.take(res, null, { viewer, body });
  }

  @Get('regole/:code')
  @Allow('configuration.edit')
  async show(@Res() res: Response, @Param('code') code: string): Promise<Refusal | undefined> {
    const rule = await this.book.byCode(code);
    if (!rule) return new Refusal('not-found');
    await this.page.form(res, rule, { values: valuesOf(rule, await this.page.choices(res)) });
    return undefined;
  }

  @Post('regole/:code')
  @Allow('configuration.edit')
  async change(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const rule = await this.book.byCode(code);
    if (!rule) return new Refusal('not-found');
    await this.take(res, rule, { viewer, body });
    return undefined;
  }

  /** Tried, shown again with the questions of the category, or saved: as the button says. */
  private async take(
    res: Response,
    rule: RoutingRule | null,
    { viewer, body }: { readonly viewer: Viewer; readonly body: FormBody },
  ): Promise<void> {
    const form = parseForm(ruleForm, body);
    const { values } = form;
    if (values['vai'] === 'domande') return this.page.form(res, rule, { values });
    if (!form.ok)
      return this.page.form(res, rule, { values, refusal: Refusal.fields(form.errors) });
    const teller = await this.page.teller(res);
    const read = readRule(form.value, teller.choices);
    if ('errors' in read)
      return this.page.form(res, rule, { values, refusal: Refusal.fields(read.errors) });
    const { position, version, vai } = form.value;
    const to = { fields: read.fields, position, version };
    if (vai === 'prova') {
      const impact = await this.impact.of(
        (rules) => withRule(rules, rule?.code ?? null, to),
        teller,
      );
      return this.page.form(res, rule, { values, impact });
    }
    const refusal = await this.save(rule, to, accountOf(viewer));
    if (refusal) return this.page.form(res, rule, { values, refusal });
    this.pages.redirect(res, RULES, rule ? 'smistamento:saved' : 'smistamento:created');
  }

  private async save(
    rule: RoutingRule | null,
    to: Parameters<RuleBook['change']>[1],
    by: string,
  ): Promise<Refusal | undefined> {
    if (rule) return this.book.change(rule.code, to, by);
    await this.book.create(to.fields, to.position, by);
    return undefined;
  }
}
