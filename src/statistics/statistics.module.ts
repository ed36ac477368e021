import { Module } from '@nestjs/common';
import { MonthStatistics } from './month.service.js';
import { DimensionNames } from './names.service.js';
import { RequestsExport } from './requests-export.service.js';
import { SlowReads } from './slow-reads.service.js';

/** The numbers of a month and the export of requests, read from the facts alone. */
@Module({
  providers: [SlowReads, DimensionNames, MonthStatistics, RequestsExport],
  exports: [MonthStatistics, RequestsExport, SlowReads],
})
export class StatisticsModule {}
