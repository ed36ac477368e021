import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Transactions } from '../../../database/transactions.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { PartnerRegister } from '../../../partners/partner-register.service.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { accountOf } from './account-of.js';
import { newPartnerForm, operatorForm, partnerFields, partnerForm } from './partner-form.js';
import { PartnerPage } from './partner-page.service.js';

/** Partners are created and changed here; nobody is deleted, since old steps name them. */
@Controller('amministrazione/enti')
export class PartnersController {
  constructor(
    private readonly page: PartnerPage,
    private readonly pages: Pages,
    private readonly partners: Partners,
    private readonly register: PartnerRegister,
    private readonly transactions: Transactions,
  ) {}

  @Get('nuovo')
  @Allow('configuration.edit')
  form(@Res() res: Response): void {
    this.page.fresh(res);
  }

  @Post('nuovo')
  @Allow('configuration.edit')
  async create(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = parseForm(newPartnerForm, body);
    const refusal = form.ok
      ? await this.register.create(form.value.code, partnerFields(form.value), accountOf(viewer))
      : Refusal.fields(form.errors);
    if (refusal || !form.ok)
      this.page.fresh(res, { values: form.values, ...(refusal && { refusal }) });
    else this.pages.redirect(res, `/amministrazione/enti/${form.value.code}`, 'enti:created');
  }

  @Get(':code')
  @Allow('configuration.edit')
  async show(
    @Res() res: Response,
    @Param('code', NamedPartner) partner: Partner,
  ): Promise<Refusal | undefined> {
    await this.page.show(res, partner);
    return undefined;
  }

  @Post(':code')
  @Allow('configuration.edit')
  async save(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(partnerForm, body);
    if (form.ok) {
      await this.register.change(partner, partnerFields(form.value), accountOf(viewer));
      this.pages.redirect(res, `/amministrazione/enti/${partner.code}`, 'enti:saved');
    } else {
      const refusal = Refusal.fields(form.errors);
      await this.page.show(res, partner, { values: form.values, refusal });
    }
    return undefined;
  }

  @Post(':code/operatori')
  @Allow('configuration.edit')
  async operator(
    @Res() res: Response,
    @Param('code', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(operatorForm, body);
    if (form.ok) {
      const { operatorCode, operatorName } = form.value;
      await this.transactions.run((em) =>
        this.partners.rememberOperator(em, partner.id, operatorCode, operatorName),
      );
      this.pages.redirect(res, `/amministrazione/enti/${partner.code}`, 'enti:saved');
    } else await this.page.show(res, partner, { refusal: Refusal.fields(form.errors) });
    return undefined;
  }
}
