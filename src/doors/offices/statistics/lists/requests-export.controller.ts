import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import { may, type Viewer } from '../../../../access/viewer.js';
import { isRefusal, type Refusal } from '../../../../shared/refusal.js';
import { EXPORT_FORMATS } from '../../../../statistics/exports/export-job.entity.js';
import { Exports, PERSONAL_ROWS } from '../../../../statistics/exports/exports.service.js';
import { PERSONAL_COLUMNS } from '../../../../statistics/exports/personal-columns.js';
import { CODE_COLUMNS, READER_COLUMNS } from '../../../../statistics/lists/list-columns.js';
import { textsIn } from '../../../../statistics/texts.js';
import { type FormBody, refusedForm, typedValues } from '../../../../web/forms.js';
import { Languages } from '../../../../web/languages.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { seeOther } from '../../../../web/see-other.js';
import { sendWritten, takesGzip } from '../../../../web/request/send-written.js';
import { officePerson } from '../../office-viewer.js';
import { seesLessThanCounted } from '../list-behind.js';
import { exportPath } from './export-jobs.controller.js';
import { readExportForm } from './export-form.js';

/** What the address of the file names. */
const LIST_NAMES: readonly string[] = ['dal', 'al', 'colonne'];

interface Shown {
  readonly values: object;
  readonly errors: readonly object[];
  readonly refusal?: Refusal | null;
}

/** One row a request: at once without personal data, or written in the background. */
@Controller('ufficio/statistiche')
export class RequestsExportController {
  constructor(
    private readonly pages: Pages,
    private readonly languages: Languages,
    private readonly exports: Exports,
  ) {}

  @Get('segnalazioni')
  @Allow('statistics.see')
  show(@Res() res: Response, @CurrentViewer() viewer: Viewer): void {
    this.render(res, viewer, { values: {}, errors: [] });
  }

  @Post('segnalazioni')
  @Allow('statistics.see')
  async begin(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = readExportForm(typedValues(body));
    if ('errors' in form) return this.render(res, viewer, form, 422);
    const texts = textsIn(this.languages, visitOf(res).language);
    const job = await this.exports.begin(officePerson(viewer), form.asked, texts);
    if (!isRefusal(job)) return seeOther(res, exportPath(job.id));
    const { status, ...shown } = refusedForm(job, typedValues(body));
    this.render(res, viewer, shown, status);
  }

  @Get('segnalazioni.csv')
  @Allow('statistics.see')
  async list(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<Refusal | undefined> {
    const form = readExportForm({ ...typedValues(query), formato: 'csv', personali: [] });
    const strange = Object.keys(query).filter((name) => !LIST_NAMES.includes(name));
    const unknown = strange.map((field) => ({ field: field.slice(0, 60), code: 'unknown-field' }));
    if ('errors' in form || unknown.length > 0) {
      const [told, values] = 'errors' in form ? [form.errors, form.values] : [[], typedValues(query)]; // prettier-ignore
      this.render(res, viewer, { values, errors: [...told, ...unknown] }, 422);
      return undefined;
    }
    const { range, columns } = form.asked;
    const texts = textsIn(this.languages, visitOf(res).language);
    const isPacked = takesGzip(res);
    const file = await this.exports.stream({ viewer, range, columns, texts, isPacked });
    if (isRefusal(file)) return file;
    res.attachment('segnalazioni.csv');
    await sendWritten(res, file, { isPacked });
    return undefined;
  }

  private render(res: Response, viewer: Viewer, { values, ...shown }: Shown, status = 200): void {
    const { language } = visitOf(res);
    const say = (key: string): string => this.languages.translate(language, `exports:${key}`);
    const model = {
      ...shown,
      values: { colonne: READER_COLUMNS, formato: 'csv', ...values },
      columns: READER_COLUMNS,
      codes: CODE_COLUMNS,
      formats: EXPORT_FORMATS.map((value) => ({ value, label: say(`formats.${value}`) })),
      seesLess: seesLessThanCounted(viewer),
      mayPersonal: may(viewer, 'exports.personal'),
      personal: PERSONAL_COLUMNS,
      personalMax: PERSONAL_ROWS,
    };
    this.pages.render(res, 'offices/statistics/requests', model, status);
  }
}
