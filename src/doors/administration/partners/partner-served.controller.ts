import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { accountOf } from './account-of.js';
import { areaForm, placeForm } from './partner-form.js';
import { PartnerPage } from './partner-page.service.js';
import { PartnerServed } from './partner-served.service.js';

/** What is a partner's own: a school's buildings, a company's plants; the areas that a district council looks after. */
@Controller('amministrazione/enti/:code')
export class PartnerServedController {
  constructor(
    private readonly page: PartnerPage,
    private readonly served: PartnerServed,
  ) {}

  @Post('luoghi')
  @Allow('configuration.edit')
  async givePlace(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = parseForm(placeForm, body);
    const refusal = form.ok
      ? await this.served.give(partner, { place: form.value.placeCode }, accountOf(viewer))
      : Refusal.fields(form.errors);
    await this.given(res, partner, { typed: form.values, refusal, told: 'enti:placeGiven' });
  }

  @Post('zone')
  @Allow('configuration.edit')
  async giveArea(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = parseForm(areaForm, body);
    const refusal = form.ok
      ? await this.served.give(partner, { area: form.value.areaCode }, accountOf(viewer))
      : Refusal.fields(form.errors);
    await this.given(res, partner, { typed: form.values, refusal, told: 'enti:areaGiven' });
  }

  @Post('luoghi/:place/togli')
  @Allow('configuration.edit')
  async takePlaceBack(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Param('place') place: string,
  ): Promise<Refusal | undefined> {
    const refusal = await this.served.takeBack(partner, { place }, accountOf(viewer));
    if (!refusal) this.page.leave(res, partner, 'enti:placeTaken');
    return refusal;
  }

  @Post('zone/:area/togli')
  @Allow('configuration.edit')
  async takeAreaBack(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Param('area') area: string,
  ): Promise<Refusal | undefined> {
    const refusal = await this.served.takeBack(partner, { area }, accountOf(viewer));
    if (!refusal) this.page.leave(res, partner, 'enti:areaTaken');
    return refusal;
  }

  private async given(
    res: Response,
    partner: Partner,
    { typed, refusal, told }: { typed: TypedValues; refusal: Refusal | undefined; told: string },
  ): Promise<void> {
    if (refusal) await this.page.show(res, partner, { typed, refusal });
    else this.page.leave(res, partner, told);
  }
}
