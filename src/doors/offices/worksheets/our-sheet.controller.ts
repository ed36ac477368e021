import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { isCivilMonth } from '../../../calendar/domain/civil-time.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { csvText } from '../../../statistics/csv.js';
import { visitOf } from '../../../web/request/visit.js';
import { OurSheet } from '../../../worksheets/our-sheet.service.js';
import { SheetPapers } from '../../../worksheets/sheet-papers.service.js';

const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What we hold of a partner's works of a month, as a file for the partner. */
@Controller('ufficio/tabulati/nostro/:partner')
export class OurSheetController {
  constructor(
    private readonly partners: Partners,
    private readonly sheet: OurSheet,
    private readonly papers: SheetPapers,
  ) {}

  @Get('csv')
  @Allow('requests.assign')
  async csv(
    @Res() res: Response,
    @Param('partner') code: string,
    @Query('mese') month?: unknown,
  ): Promise<Refusal | undefined> {
    const asked = await this.asked(code, month);
    if (asked instanceof Refusal) return asked;
    const rows = await this.sheet.rows(asked.partnerId, asked.month, visitOf(res).language);
    res.attachment(`${asked.name}.csv`).send(csvText(rows));
    return undefined;
  }

  @Get('xlsx')
  @Allow('requests.assign')
  async excel(
    @Res() res: Response,
    @Param('partner') code: string,
    @Query('mese') month?: unknown,
  ): Promise<Refusal | undefined> {
    const asked = await this.asked(code, month);
    if (asked instanceof Refusal) return asked;
    const bytes = await this.sheet.excel(asked.partnerId, asked.month, visitOf(res).language);
    res.attachment(`${asked.name}.xlsx`).type(EXCEL).send(bytes);
    return undefined;
  }

  @Get('pdf')
  @Allow('requests.assign')
  async paper(
    @Res() res: Response,
    @Param('partner') code: string,
    @Query('mese') month?: unknown,
  ): Promise<Refusal | undefined> {
    const asked = await this.asked(code, month);
    if (asked instanceof Refusal) return asked;
    const bytes = await this.papers.ours({ ...asked, language: visitOf(res).language });
    res.attachment(`${asked.name}.pdf`).type('application/pdf').send(bytes);
    return undefined;
  }

  private async asked(code: string, month: unknown) {
    const partner = await this.partners.byCode(code);
    if (!partner || typeof month !== 'string' || !isCivilMonth(month))
      return new Refusal('not-found');
    return { partner, partnerId: partner.id, month, name: `${partner.code}-${month}` };
  }
}
