import { Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { PartnerRegister } from '../../../partners/partner-register.service.js';
import { endingWork } from '../../../requests/tasks/ending-partner.js';
import { Routing } from '../../../routing/routing.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { accountOf } from './account-of.js';
import { PartnerPage } from './partner-page.service.js';

/** A partner rests for a while, or the collaboration ends: history stays, and what is open is settled or handed over first. */
@Controller('amministrazione/enti/:code')
export class PartnerStandingController {
  constructor(
    private readonly page: PartnerPage,
    private readonly register: PartnerRegister,
    private readonly routing: Routing,
  ) {}

  @Post('pausa')
  @Allow('configuration.edit')
  async pause(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
  ): Promise<Refusal | undefined> {
    await this.register.setActive(partner, !partner.isActive, accountOf(viewer));
    this.routing.forget();
    this.page.leave(res, partner, partner.isActive ? 'enti:paused' : 'enti:resumed');
    return undefined;
  }

  @Post('termina')
  @Allow('configuration.edit')
  async end(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
  ): Promise<Refusal | undefined> {
    const refusal = await this.register.end(partner, accountOf(viewer), endingWork);
    this.routing.forget();
    if (refusal) await this.page.show(res, partner, { refusal });
    else this.page.leave(res, partner, 'enti:ended');
    return undefined;
  }
}
