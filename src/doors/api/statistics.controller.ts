import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../access/access-rule.js';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { csvText } from '../../statistics/csv.js';
import { readRange } from '../../statistics/domain/civil-range.js';
import { type Month, readMonth } from '../../statistics/domain/month.js';
import { monthDocument } from '../../statistics/month-document.js';
import { monthTable } from '../../statistics/month-table.js';
import { MonthStatistics } from '../../statistics/month.service.js';
import { RequestsExport } from '../../statistics/requests-export.service.js';
import { codeTexts } from '../../statistics/texts.js';
import { Refused } from '../../web/request/refused.js';

/** Tables for programs: headings and words are codes, whatever language the caller speaks. */
@Controller('api/v1/statistics')
export class ApiStatisticsController {
  constructor(
    private readonly months: MonthStatistics,
    private readonly requests: RequestsExport,
    private readonly clock: Clock,
  ) {}

  @Get('months/:month.csv')
  @Allow('statistics.see')
  async monthCsv(@Res() res: Response, @Param('month') typed: string): Promise<void> {
    const report = await this.months.report(this.read(typed));
    res
      .type('text/csv')
      .attachment(`month-${report.month.code}.csv`)
      .send(csvText(monthTable(report, codeTexts)));
  }

  @Get('months/:month')
  @Allow('statistics.see')
  async month(@Param('month') typed: string) {
    return monthDocument(await this.months.report(this.read(typed)));
  }

  @Get('requests.csv')
  @Allow('statistics.see')
  async requestsCsv(
    @Res() res: Response,
    @Query('from') from?: string,
    @Query('to') to?: string,
  ): Promise<void> {
    const range = readRange(from, to);
    if ('code' in range)
      throw new Refused(Refusal.fields([{ field: range.field, code: range.code }]));
    const file = this.requests.open(range, codeTexts);
    if (isRefusal(file)) throw new Refused(file);
    res.type('text/csv').attachment('requests.csv');
    await pipeline(file, res);
  }

  private read(typed: string): Month {
    const month = readMonth(typed, civilDate(this.clock.now()));
    if (typeof month === 'string')
      throw new Refused(Refusal.fields([{ field: 'month', code: month }]));
    return month;
  }
}
