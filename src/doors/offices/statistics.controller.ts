import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../access/access-rule.js';
import { addCivilDays, civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { type FieldError, isRefusal, type Refusal } from '../../shared/refusal.js';
import { csvText } from '../../statistics/csv.js';
import { readRange } from '../../statistics/domain/civil-range.js';
import { type Month, monthOf, readMonth } from '../../statistics/domain/month.js';
import { MonthStatistics } from '../../statistics/month.service.js';
import { monthTable } from '../../statistics/month-table.js';
import { RequestsExport } from '../../statistics/requests-export.service.js';
import { type StatisticsTexts, textsIn } from '../../statistics/texts.js';
import { Languages } from '../../web/languages.js';
import { Pages } from '../../web/pages.js';
import { visitOf } from '../../web/request/visit.js';
import { statisticsPage } from './statistics-page.js';

const CHART_MONTHS = 12;

/** What the address asked for, as it was typed, and what is wrong with it. */
interface Asked {
  readonly values?: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[];
}

@Controller('ufficio')
export class StatisticsController {
  constructor(
    private readonly pages: Pages,
    private readonly languages: Languages,
    private readonly months: MonthStatistics,
    private readonly requestsExport: RequestsExport,
    private readonly clock: Clock,
  ) {}

  /** Without a month: the last one that is over. */
  @Get('statistiche')
  @Allow('statistics.see')
  async show(@Res() res: Response, @Query('mese') typed?: unknown): Promise<void> {
    const { month, ...asked } = this.read(typed);
    await this.page(res, month, asked);
  }

  @Get('statistiche.csv')
  @Allow('statistics.see')
  async download(@Res() res: Response, @Query('mese') typed?: unknown): Promise<void> {
    const { month, ...asked } = this.read(typed);
    if (asked.errors) return this.page(res, month, asked);
    const table = monthTable(await this.months.report(month), this.texts(res));
    res.attachment(`statistiche-${month.code}.csv`).send(csvText(table));
  }

  @Get('statistiche/segnalazioni.csv')
  @Allow('statistics.see')
  async list(
    @Res() res: Response,
    @Query('dal') from?: unknown,
    @Query('al') to?: unknown,
  ): Promise<Refusal | undefined> {
    const values = { dal: oneText(from) ?? '', al: oneText(to) ?? '' };
    const range = readRange(values.dal, values.al);
    if ('code' in range) {
      const error = { field: range.field === 'from' ? 'dal' : 'al', code: range.code };
      await this.page(res, this.lastMonth(), { values, errors: [error] });
      return undefined;
    }
    const file = this.requestsExport.open(range, this.texts(res));
    if (isRefusal(file)) return file;
    res.attachment('segnalazioni.csv');
    await pipeline(file, res);
    return undefined;
  }

  private read(typed: unknown): { month: Month } & Asked {
    const text = oneText(typed)?.trim();
    if (!text) return { month: this.lastMonth() };
    const month = readMonth(text, this.today());
    return typeof month === 'string'
      ? {
          month: this.lastMonth(),
          values: { mese: text },
          errors: [{ field: 'mese', code: month }],
        }
      : { month };
  }

  private async page(res: Response, month: Month, { values, errors }: Asked): Promise<void> {
    const [report, flow] = await Promise.all([
      this.months.report(month),
      this.months.flow(month, CHART_MONTHS),
    ]);
    const page = statisticsPage(report, { flow, today: this.today(), texts: this.texts(res) });
    const form = { mese: month.code, dal: month.first, al: month.last, ...values };
    const model = { ...page, values: form, errors: errors ?? [] };
    this.pages.render(res, 'offices/statistics', model, errors ? 422 : 200);
  }

  private texts(res: Response): StatisticsTexts {
    return textsIn(this.languages, visitOf(res).language);
  }

  private lastMonth(): Month {
    return monthOf(addCivilDays(monthOf(this.today()).first, -1));
  }

  private today(): string {
    return civilDate(this.clock.now());
  }
}

/** A parameter that was given twice counts as none. */
function oneText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
