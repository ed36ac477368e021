import { Module, type OnModuleInit } from '@nestjs/common';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { Navigation } from '../../web/navigation.js';
import { WebModule } from '../../web/web.module.js';
import { StatisticsController } from './statistics.controller.js';

/** The page of a month's statistics and its files, for whoever may see them. */
@Module({ imports: [StatisticsModule, WebModule], controllers: [StatisticsController] })
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
