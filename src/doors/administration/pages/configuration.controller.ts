import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { AccountQueries } from '../../../accounts/account-queries.js';
import { Roles } from '../../../accounts/roles.service.js';
import { RuleInspection } from '../../../routing/rule-inspection.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { ConfigurationLists } from './configuration-lists.service.js';

const PAGE = 50;

@Controller('amministrazione')
export class ConfigurationController {
  constructor(
    private readonly pages: Pages,
    private readonly lists: ConfigurationLists,
    private readonly accounts: AccountQueries,
    private readonly roles: Roles,
    private readonly inspection: RuleInspection,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async overview(@Res() res: Response): Promise<void> {
    const { language } = visitOf(res);
    const [offices, categories, partners, rules, faults] = await Promise.all([
      this.lists.offices(language),
      this.lists.categories(language),
      this.lists.partners(),
      this.lists.rules(language),
      this.inspection.faults(),
    ]);
    const faulty = new Set(faults.map(({ ruleCode }) => ruleCode)).size;
    const model = { offices, categories, partners, rules, faulty };
    this.pages.render(res, 'administration/overview', model);
  }

  @Get('utenti')
  @Allow('configuration.edit')
  async people(@Res() res: Response, @Query('da') typed?: unknown): Promise<void> {
    const { language } = visitOf(res);
    const cursor = typeof typed === 'string' ? typed : undefined;
    const [{ items, next }, roles] = await Promise.all([
      this.accounts.list(cursor, PAGE),
      this.roles.list(),
    ]);
    const roleName = (code: string): string => {
      const role = roles.find((one) => one.code === code);
      return role ? inLanguage(role.name, language) : code;
    };
    const people = items.map((line) => ({
      ...line,
      role: roleName(line.roleCode),
      place: line.partnerCode ?? line.officeCodes.join(', '),
    }));
    this.pages.render(res, 'administration/accounts', {
      people,
      next,
      isFirst: cursor === undefined,
    });
  }
}
