import { Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { Refusal } from '../../../shared/refusal.js';
import { Pages } from '../../../web/pages.js';
import { SheetReadings } from '../../../worksheets/intake/sheet-readings.service.js';
import { Worksheets } from '../../../worksheets/worksheets.service.js';

/** A sheet on its way in is given up: nothing of it stays. */
@Controller('ufficio/tabulati/:id')
export class WorksheetIntakeController {
  constructor(
    private readonly pages: Pages,
    private readonly sheets: Worksheets,
    private readonly readings: SheetReadings,
  ) {}

  @Post('annullamento')
  @Allow('requests.assign')
  async cancel(@Res() res: Response, @Param('id') id: string): Promise<Refusal | undefined> {
    if (!(await this.sheets.find(id))) return new Refusal('not-found');
    const isCancelled = await this.readings.cancel(id);
    if (isCancelled) this.pages.redirect(res, '/ufficio/tabulati', 'worksheets:cancelled');
    else this.pages.redirect(res, `/ufficio/tabulati/${id}`, 'worksheets:tooLate');
    return undefined;
  }
}
