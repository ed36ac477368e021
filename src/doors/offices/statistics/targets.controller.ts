import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import { may, type Viewer } from '../../../access/viewer.js';
import { civilYear } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { isPercent } from '../../../shared/quantity.js';
import { csvText } from '../../../statistics/csv.js';
import { TARGET_INDICATORS, unitOf } from '../../../statistics/domain/targets.js';
import { Targets } from '../../../statistics/targets/targets.service.js';
import { choice, text, wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { oneText } from './asked-month.js';
import { targetRows, targetTable } from './targets-page.js';

const amount = z
  .string()
  .transform((typed) => Number(typed.trim().replace(',', '.').replace('%', '') || Number.NaN))
  .refine((value) => value >= 0 && value <= 1000, 'not-a-number');
const schema = z.strictObject({
  anno: wholeNumber(2000, 2100),
  indicatore: choice(TARGET_INDICATORS),
  atteso: amount,
  soglia: amount,
  responsabile: text(120),
});

/** Expected and reached, for the performance plan. */
@Controller('ufficio/statistiche')
export class TargetsController {
  constructor(
    private readonly pages: Pages,
    private readonly languages: Languages,
    private readonly targets: Targets,
    private readonly clock: Clock,
  ) {}

  @Get('obiettivi')
  @Allow('statistics.see', 'statistics.publish')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('anno') typed?: unknown,
  ): Promise<void> {
    // prettier-ignore
    const year = this.year(typed);
    await this.render(res, viewer, { year, values: { anno: String(year) }, errors: [] });
  }

  @Get('obiettivi.csv')
  @Allow('statistics.see', 'statistics.publish')
  async file(@Res() res: Response, @Query('anno') typed?: unknown): Promise<void> {
    const year = this.year(typed);
    const { language } = visitOf(res);
    const say = (key: string): string => this.languages.translate(language, `targets:${key}`);
    const table = targetTable(await this.targets.year(year), say);
    res.attachment(`obiettivi-${year}.csv`).send(csvText(table));
  }

  @Post('obiettivi')
  @Allow('statistics.publish')
  async set(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    // prettier-ignore
    const form = parseForm(schema, body);
    if (!form.ok) {
      const year = this.year(form.values['anno']);
      return this.render(res, viewer, { year, values: form.values, errors: form.errors });
    }
    const { anno: year, indicatore: indicator, atteso, soglia, responsabile: owner } = form.value;
    const typed = isPercent(unitOf(indicator)) ? 100 : 1;
    const given = { year, indicator, expected: atteso / typed, threshold: soglia / typed, owner };
    await this.targets.set(given, officePerson(viewer).accountId);
    this.pages.redirect(res, `/ufficio/statistiche/obiettivi?anno=${year}`, 'targets:saved');
  }

  private async render(
    res: Response,
    viewer: Viewer,
    shown: { year: number; values: object; errors: readonly object[] },
  ): Promise<void> {
    const lines = targetRows(await this.targets.year(shown.year));
    const { language } = visitOf(res);
    const indicators = TARGET_INDICATORS.map((value) => ({
      value,
      label: this.languages.translate(language, `targets:indicators.${value}`),
    }));
    const model = { ...shown, lines, indicators, mayChange: may(viewer, 'statistics.publish') };
    this.pages.render(res, 'offices/statistics/targets', model, shown.errors.length > 0 ? 422 : 200); // prettier-ignore
  }

  /** What is no year counts as none: the one that runs. */
  private year(typed: unknown): number {
    const text = oneText(typed) ?? '';
    return /^20\d{2}$/.test(text) ? Number(text) : civilYear(this.clock.now());
  }
}
