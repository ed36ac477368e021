import { Module, type OnModuleInit } from '@nestjs/common';
import { PartnersModule } from '../../../partners/partners.module.js';
import { StatisticsModule } from '../../../statistics/statistics.module.js';
import { TerritoryModule } from '../../../territory/territory.module.js';
import { Navigation } from '../../../web/navigation.js';
import { WebModule } from '../../../web/web.module.js';
import { WorksheetsModule } from '../../../worksheets/worksheets.module.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { DashboardDesk } from './dashboard/dashboard-desk.service.js';
import { DashboardSlices } from './dashboard/dashboard-slices.service.js';
import { ExportJobsController } from './lists/export-jobs.controller.js';
import { MonthController } from './months/month.controller.js';
import { MonthDesk } from './months/month-desk.service.js';
import { MonthShelf } from './months/month-shelf.service.js';
import { PartnerListsController } from './partners/partner-lists.controller.js';
import { PartnerScoresController } from './partners/partner-scores.controller.js';
import { TargetsController } from './targets.controller.js';
import { RequestsExportController } from './lists/requests-export.controller.js';

/** Statistics for whoever may see them: the dashboard, the months with their files, the list of requests. */
@Module({
  imports: [PartnersModule, StatisticsModule, TerritoryModule, WebModule, WorksheetsModule],
  controllers: [
    DashboardController,
    ExportJobsController,
    MonthController,
    PartnerListsController,
    PartnerScoresController,
    RequestsExportController,
    TargetsController,
  ],
  providers: [DashboardDesk, DashboardSlices, MonthDesk, MonthShelf],
})
export class OfficesStatisticsModule implements OnModuleInit {
  constructor(private readonly navigation: Navigation) {}

  onModuleInit(): void {
    this.navigation.add({
      section: 'offices',
      href: '/ufficio/statistiche',
      label: 'statistics:nav',
      permission: 'statistics.see',
      order: 60,
    });
  }
}
