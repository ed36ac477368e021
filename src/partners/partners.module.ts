import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { AuditModule } from '../proof/audit.module.js';
import { PartnerRegister } from './partner-register.service.js';
import { PartnerViewers } from './partner-viewers.service.js';
import { Partners } from './partners.service.js';

@Module({
  imports: [AuditModule, DeliveriesModule],
  providers: [PartnerRegister, Partners, PartnerViewers],
  exports: [PartnerRegister, Partners, PartnerViewers],
})
export class PartnersModule {}
