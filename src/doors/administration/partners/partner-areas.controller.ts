import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { accountOf } from './account-of.js';
import { areaForm } from './partner-form.js';
import { PartnerPage } from './partner-page.service.js';
import { PartnerServed } from './partner-served.service.js';

/** The areas that a district council looks after. */
@Controller('amministrazione/enti/:code/zone')
export class PartnerAreasController {
  constructor(
    private readonly page: PartnerPage,
    private readonly partners: Partners,
    private readonly served: PartnerServed,
  ) {}

  @Post()
  @Allow('configuration.edit')
  async give(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const partner = await this.partners.byCode(code);
    if (!partner) return new Refusal('not-found');
    const form = parseForm(areaForm, body);
    const refusal = form.ok
      ? await this.served.giveArea(partner, form.value.areaCode, accountOf(viewer))
      : Refusal.fields(form.errors);
    if (refusal) await this.page.show(res, partner, { typed: form.values, refusal });
    else this.page.leave(res, partner, 'enti:areaGiven');
    return undefined;
  }

  @Post(':area/togli')
  @Allow('configuration.edit')
  async takeBack(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { code, area }: Record<'code' | 'area', string>,
  ): Promise<Refusal | undefined> {
    const partner = await this.partners.byCode(code);
    if (!partner) return new Refusal('not-found');
    const refusal = await this.served.takeAreaBack(partner, area, accountOf(viewer));
    if (!refusal) this.page.leave(res, partner, 'enti:areaTaken');
    return refusal;
  }
}
