import { Module, type OnModuleInit } from '@nestjs/common';
import { StatisticsModule } from '../../../statistics/statistics.module.js';
import { TerritoryModule } from '../../../territory/territory.module.js';
import { Navigation } from '../../../web/navigation.js';
import { WebModule } from '../../../web/web.module.js';
import { DashboardController } from './dashboard.controller.js';
import { DashboardDesk } from './dashboard-desk.service.js';
import { ExportJobsController } from './export-jobs.controller.js';
import { MonthController } from './month.controller.js';
import { MonthDesk } from './month-desk.service.js';
import { PartnerScoresController } from './partners.controller.js';
import { TargetsController } from './targets.controller.js';
import { RequestsExportController } from './requests-export.controller.js';

/** Statistics for whoever may see them: the dashboard, the months with their files, the list of requests. */
@Module({
  imports: [StatisticsModule, TerritoryModule, WebModule],
  controllers: [
    DashboardController,
    ExportJobsController,
    MonthController,
    PartnerScoresController,
    RequestsExportController,
    TargetsController,
  ],
  providers: [DashboardDesk, MonthDesk],
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
