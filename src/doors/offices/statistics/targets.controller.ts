import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import { may, type Viewer } from '../../../access/viewer.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { csvText } from '../../../statistics/csv.js';
import { TARGET_INDICATORS } from '../../../statistics/domain/targets.js';
import { Targets } from '../../../statistics/targets/targets.service.js';
import { choice, wholeNumber } from '../../../web/fields.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { type AskedYear, askedYear, withoutFaults } from './asked-month.js';
import { readTarget } from './targets-form.js';
import { targetRows, targetTable } from './targets-page.js';

const removal = z.strictObject({
  anno: wholeNumber(2000, 2100),
  indicatore: choice(TARGET_INDICATORS),
});
const ADDRESS = '/ufficio/statistiche/obiettivi';

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
    const { year, errors } = this.asked(typed);
    await this.render(res, viewer, { year, values: { anno: String(typed ?? year) }, errors });
  }

  @Get('obiettivi.csv')
  @Allow('statistics.see', 'statistics.publish')
  async file(@Res() res: Response, @Query('anno') typed?: unknown): Promise<void> {
    const { year } = withoutFaults(this.asked(typed));
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
    const form = readTarget(body, visitOf(res).language);
    if (!form.ok) {
      const { year } = this.asked(form.values['anno']);
      return this.render(res, viewer, { year, values: form.values, errors: form.errors });
    }
    await this.targets.set(form.value, officePerson(viewer).accountId);
    this.pages.redirect(res, `${ADDRESS}?anno=${form.value.year}`, 'targets:saved');
  }

  @Post('obiettivi/rimozione')
  @Allow('statistics.publish')
  async remove(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = parseForm(removal, body);
    if (!form.ok) {
      const { year } = this.asked(form.values['anno']);
      return this.render(res, viewer, { year, values: form.values, errors: form.errors });
    }
    const { anno: year, indicatore: indicator } = form.value;
    await this.targets.remove({ year, indicator }, officePerson(viewer).accountId);
    this.pages.redirect(res, `${ADDRESS}?anno=${year}`, 'targets:removed');
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

  private asked(typed: unknown): AskedYear {
    return askedYear(typed, civilDate(this.clock.now()));
  }
}
