import { Module } from '@nestjs/common';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { MonthClock } from './month-clock.service.js';

/** What happens at the turn of a month, without anybody asking. */
@Module({ imports: [StatisticsModule], providers: [MonthClock], exports: [MonthClock] })
export class MonthClockModule {}
