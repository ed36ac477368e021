import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { PartnerRegister } from '../../../partners/partner-register.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { accountOf } from './account-of.js';
import { endpointForm } from './partner-form.js';
import { PartnerPage } from './partner-page.service.js';

/** Where a partner's messages go, in which order; each way can be tried, switched off, and given a new secret. */
@Controller('amministrazione/enti/:code/recapiti')
export class PartnerEndpointsController {
  constructor(
    private readonly page: PartnerPage,
    private readonly register: PartnerRegister,
    private readonly endpoints: Endpoints,
    private readonly languages: Languages,
  ) {}

  @Post()
  @Allow('configuration.edit')
  async add(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(endpointForm, body);
    if (!form.ok) return this.again(res, partner, Refusal.fields(form.errors));
    if (!this.page.offers(form.value.channel)) {
      const fault = { field: 'channel', code: 'channel-not-set-up' };
      return this.again(res, partner, Refusal.fields([fault]));
    }
    const checked = await this.endpoints.check({ partnerId: partner.id, ...form.value });
    if (isRefusal(checked)) return this.again(res, partner, checked);
    const secret = await this.register.addEndpoint(partner, checked, accountOf(viewer));
    await this.page.show(res, partner, secret === null ? {} : { secret });
    return undefined;
  }

  @Post(':id/prova')
  @Allow('configuration.edit')
  async test(
    @Res() res: Response,
    @Param('code', NamedPartner) partner: Partner,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const say = (key: string) => this.languages.translate('it', `enti:test.${key}`);
    const words = { subject: say('subject'), text: say('text') };
    const refusal = await this.register.sendTest(partner, id, words);
    return this.answer(res, partner, { refusal, told: 'enti:testSent' });
  }

  @Post(':id/segreto')
  @Allow('configuration.edit')
  async rotate(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const secret = await this.register.rotateSecret(partner, id, accountOf(viewer));
    if (isRefusal(secret)) return secret;
    await this.page.show(res, partner, { secret });
    return undefined;
  }

  @Post(':id/spegni')
  @Allow('configuration.edit')
  async disable(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const by = accountOf(viewer);
    const refusal = await this.register.disableEndpoint(partner, id, by);
    return this.answer(res, partner, { refusal, told: 'enti:addressOff' });
  }

  private async answer(
    res: Response,
    partner: Partner,
    { refusal, told }: { refusal: Refusal | undefined; told: string },
  ): Promise<Refusal | undefined> {
    if (refusal?.code === 'not-found') return refusal;
    if (refusal) await this.page.show(res, partner, { refusal });
    else this.page.leave(res, partner, told);
    return undefined;
  }

  private async again(res: Response, partner: Partner, refusal: Refusal): Promise<undefined> {
    await this.page.show(res, partner, { refusal });
  }
}
