import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../access/access-rule.js';
import type { Viewer } from '../../access/viewer.js';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { readRange } from '../../statistics/domain/civil-range.js';
import { type Month, readMonth } from '../../statistics/domain/month.js';
import { type BookedMonth, MonthBook } from '../../statistics/months/month-book.service.js';
import {
  monthAnswer,
  MonthFiles,
  type MonthFormat,
} from '../../statistics/files/month-files.service.js';
import { Exports } from '../../statistics/exports/exports.service.js';
import { askedColumns, columnFaults } from '../../statistics/lists/list-columns.js';
import { codeTexts } from '../../statistics/texts.js';
import { Refused } from '../../web/request/refused.js';
import { sendWritten, takesGzip } from '../../web/request/send-written.js';
import { parseJson } from './json-body.js';

const listQuery = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  columns: z.string().default(''),
});

/** A published revision, where one is named. */
interface Revised {
  readonly revision?: unknown;
}

/** Tables for programs: headings and words are codes, whatever language the caller speaks, and numbers are not rounded for people. */
@Controller('api/v1/statistics')
export class ApiStatisticsController {
  constructor(
    private readonly book: MonthBook,
    private readonly files: MonthFiles,
    private readonly exports: Exports,
    private readonly clock: Clock,
  ) {}

  @Get('months/:month.csv')
  @Allow('statistics.see')
  async monthCsv(
    @Res() res: Response,
    @Param('month') typed: string,
    @Query() query: Revised,
  ): Promise<void> {
    // prettier-ignore
    await this.send(res, await this.booked(typed, query), 'csv');
  }

  @Get('months/:month.xlsx')
  @Allow('statistics.see')
  async monthXlsx(
    @Res() res: Response,
    @Param('month') typed: string,
    @Query() query: Revised,
  ): Promise<void> {
    // prettier-ignore
    await this.send(res, await this.booked(typed, query), 'xlsx');
  }

  /** As it was published, or as it stands: `published` says which. */
  @Get('months/:month')
  @Allow('statistics.see')
  async month(@Param('month') typed: string, @Query() query: Revised) {
    return monthAnswer(await this.booked(typed, query));
  }

  @Get('requests.csv')
  @Allow('statistics.see')
  async requestsCsv(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: unknown,
  ): Promise<void> {
    const { from, to, columns } = parseJson(listQuery, query);
    const range = readRange(from, to);
    const codes = columns.split(',').filter((code) => code !== '');
    const faults = columnFaults('columns', codes);
    if ('code' in range) throw new Refused(Refusal.fields([range, ...faults]));
    if (faults.length > 0) throw new Refused(Refusal.fields(faults));
    const list = {
      viewer,
      range,
      columns: askedColumns(codes),
      texts: codeTexts,
      decimals: 'exact' as const,
    };
    const isPacked = takesGzip(res);
    const file = await this.exports.stream({ ...list, isPacked });
    if (isRefusal(file)) throw new Refused(file);
    res.type('text/csv').attachment('requests.csv');
    await sendWritten(res, file, { isPacked });
  }

  private async send(res: Response, booked: BookedMonth, format: MonthFormat): Promise<void> {
    const file = await this.files.file(booked, format, { texts: codeTexts, decimals: 'exact' });
    res.type(file.type).attachment(`month-${booked.document.month}.${format}`).send(file.bytes);
  }

  private async booked(typed: string, { revision }: Revised): Promise<BookedMonth> {
    const month = this.read(typed);
    if (revision === undefined) return this.book.month(month);
    const number = /^[1-9]\d{0,4}$/.test(String(revision)) ? Number(revision) : 0;
    const found = await this.book.revision(month.code, number);
    if (!found) throw new Refused(new Refusal('not-found'));
    return found;
  }

  private read(typed: string): Month {
    const month = readMonth(typed, civilDate(this.clock.now()));
    if (typeof month === 'string')
      throw new Refused(Refusal.fields([{ field: 'month', code: month }]));
    return month;
  }
}
