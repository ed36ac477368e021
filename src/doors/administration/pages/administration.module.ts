import { Module } from '@nestjs/common';
import { AccountsModule } from '../../../accounts/accounts.module.js';
import { DeliveriesModule } from '../../../deliveries/deliveries.module.js';
import { RequestsModule } from '../../../requests/requests.module.js';
import { WebModule } from '../../../web/web.module.js';
import { SentMailController } from '../sent-mail/sent-mail.controller.js';
import { PartnersModule } from '../../../partners/partners.module.js';
import { PartnerEndpointsController } from '../partners/partner-endpoints.controller.js';
import { PartnerPage } from '../partners/partner-page.service.js';
import { PartnersController } from '../partners/partners.controller.js';
import { AdministrationPlaces } from './administration-places.service.js';
import { AuditController } from './audit.controller.js';
import { AuditList } from './audit-list.service.js';
import { ConfigurationController } from './configuration.controller.js';
import { ConfigurationLists } from './configuration-lists.service.js';
import { DeliveriesController } from './deliveries.controller.js';
import { SettingsController } from './settings.controller.js';

/** The administrator's pages, and, outside production, the page that shows sent mail. */
@Module({
  imports: [AccountsModule, DeliveriesModule, PartnersModule, RequestsModule, WebModule],
  controllers: [
    ConfigurationController,
    SettingsController,
    AuditController,
    DeliveriesController,
    SentMailController,
    PartnersController,
    PartnerEndpointsController,
  ],
  providers: [AdministrationPlaces, AuditList, ConfigurationLists, PartnerPage],
})
export class AdministrationModule {}
