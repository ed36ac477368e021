import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { accountOf } from './account-of.js';
import { placeForm } from './partner-form.js';
import { PartnerPage } from './partner-page.service.js';
import { PartnerServed } from './partner-served.service.js';

/** The places that are a partner's own: a school's buildings, a company's plants. */
@Controller('amministrazione/enti/:code/luoghi')
export class PartnerPlacesController {
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
    const form = parseForm(placeForm, body);
    const refusal = form.ok
      ? await this.served.give(partner, form.value.placeCode, accountOf(viewer))
      : Refusal.fields(form.errors);
    if (refusal) await this.page.show(res, partner, { typed: form.values, refusal });
    else this.page.leave(res, partner, 'enti:placeGiven');
    return undefined;
  }

  @Post(':place/togli')
  @Allow('configuration.edit')
  async takeBack(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { code, place }: Record<'code' | 'place', string>,
  ): Promise<Refusal | undefined> {
    const partner = await this.partners.byCode(code);
    if (!partner) return new Refusal('not-found');
    const refusal = await this.served.takeBack(partner, place, accountOf(viewer));
    if (!refusal) this.page.leave(res, partner, 'enti:placeTaken');
    return refusal;
  }
}
