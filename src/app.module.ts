import { Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { CategoriesDoorModule } from './doors/administration/categories/categories-door.module.js';
import { DemoModule } from './doors/administration/demo/demo.module.js';
import { HealthModule } from './doors/administration/health/health.module.js';
import { ItersModule } from './doors/administration/iters/iters.module.js';
import { AdministrationModule } from './doors/administration/pages/administration.module.js';
import { RulesDoorModule } from './doors/administration/routing/rules-door.module.js';
import { TownModule } from './doors/administration/town/town.module.js';
import { ApiModule } from './doors/api/api.module.js';
import { CitizensModule } from './doors/citizens/citizens.module.js';
import { CitizensHomeModule } from './doors/citizens/home.module.js';
import { CitizensStatisticsModule } from './doors/citizens/statistics/statistics.module.js';
import { LiveModule } from './live/live.module.js';
import { ClockModule } from './doors/clock/clock.module.js';
import { ImportsModule } from './doors/imports/imports.module.js';
import { OfficesDoorModule } from './doors/offices/offices-door.module.js';
import { SignInModule } from './doors/offices/sign-in.module.js';
import { OfficesStatisticsModule } from './doors/offices/statistics/statistics.module.js';
import { MailboxModule } from './doors/mailbox/mailbox.module.js';
import { NowhereModule } from './doors/nowhere/nowhere.module.js';
import { WorksheetsDoorModule } from './doors/offices/worksheets/worksheets-door.module.js';
import { OpenDataModule } from './doors/open-data/open-data.module.js';
import { PartnersDoorModule } from './doors/partners/partners-door.module.js';
import { WorkflowsDoorModule } from './doors/workflows/workflows-door.module.js';
import { AuditModule } from './proof/audit.module.js';
import { RequestsModule } from './requests/requests.module.js';
import { schema } from './schema.js';
import { SettingsModule } from './settings/settings.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { WebModule } from './web/web.module.js';

/** The only file that knows every module: the house from the cellar up. */
@Module({
  imports: [
    ConfigModule,
    DatabaseModule.forRoot(schema),
    AuditModule,
    SettingsModule,
    WebModule,
    AccessModule,
    RequestsModule,
    StatisticsModule,
    TownModule,
    DemoModule,
    HealthModule,
    ApiModule,
    CitizensHomeModule,
    CitizensModule,
    CitizensStatisticsModule,
    SignInModule,
    OfficesDoorModule,
    OfficesStatisticsModule,
    PartnersDoorModule,
    WorksheetsDoorModule,
    MailboxModule,
    AdministrationModule,
    ItersModule,
    WorkflowsDoorModule,
    RulesDoorModule,
    CategoriesDoorModule,
    ImportsModule,
    LiveModule,
    OpenDataModule,
    ClockModule,
    NowhereModule,
  ],
})
export class AppModule {}
