import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../../../accounts/accounts.module.js';
import { DeliveriesModule } from '../../../deliveries/deliveries.module.js';
import { RequestsModule } from '../../../requests/requests.module.js';
import { AuditModule } from '../../../proof/audit.module.js';
import { RoutingModule } from '../../../routing/routing.module.js';
import { TerritoryModule } from '../../../territory/territory.module.js';
import { WebModule } from '../../../web/web.module.js';
import { SentMailController } from '../sent-mail/sent-mail.controller.js';
import { PartnersModule } from '../../../partners/partners.module.js';
import { AgreementReminders } from '../partners/agreement-reminders.service.js';
import { PartnerDeliveriesController } from '../partners/partner-deliveries.controller.js';
import { PartnerEndpointsController } from '../partners/partner-endpoints.controller.js';
import { PartnerModel } from '../partners/partner-model.service.js';
import { PartnerPage } from '../partners/partner-page.service.js';
import { PartnerPeopleController } from '../partners/partner-people.controller.js';
import { PartnerServedController } from '../partners/partner-served.controller.js';
import { PartnerServed } from '../partners/partner-served.service.js';
import { PartnerStandingController } from '../partners/partner-standing.controller.js';
import { PartnersController } from '../partners/partners.controller.js';
import { AdministrationPlaces } from './administration-places.service.js';
import { AuditController } from './audit.controller.js';
import { AuditList } from './audit-list.service.js';
import { ConfigurationController } from './configuration.controller.js';
import { ConfigurationLists } from './configuration-lists.service.js';
import { DeliveriesController } from './deliveries.controller.js';
import { SettingsController } from './settings.controller.js';
import { Clock } from '../../../shared/clock.js';
import { Rounds } from '../../../shared/rounds.js';

/** The administrator's pages, and, outside production, the page that shows sent mail. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    DeliveriesModule,
    PartnersModule,
    RequestsModule,
    RoutingModule,
    TerritoryModule,
    WebModule,
  ],
  controllers: [
    ConfigurationController,
    SettingsController,
    AuditController,
    DeliveriesController,
    SentMailController,
    PartnersController,
    PartnerEndpointsController,
    PartnerPeopleController,
    PartnerServedController,
    PartnerStandingController,
    PartnerDeliveriesController,
  ],
  providers: [
    AdministrationPlaces,
    AgreementReminders,
    AuditList,
    ConfigurationLists,
    PartnerModel,
    PartnerPage,
    PartnerServed,
  ],
})
export class AdministrationModule implements OnModuleInit {
  constructor(
    private readonly rounds: Rounds,
    private readonly agreements: AgreementReminders,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const run = () => this.agreements.remind(this.clock.now());
    this.rounds.add({ name: 'agreements', everyMs: 3_600_000, run });
  }
}
