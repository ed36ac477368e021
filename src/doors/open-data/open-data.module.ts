import { Module } from '@nestjs/common';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { WebModule } from '../../web/web.module.js';
import { OpenDataController } from './open-data.controller.js';
import { OpenDataDesk } from './open-data-desk.service.js';

/** The door of whoever reuses the council's data. */
@Module({
  imports: [StatisticsModule, WebModule],
  controllers: [OpenDataController],
  providers: [OpenDataDesk],
})
export class OpenDataModule {}
