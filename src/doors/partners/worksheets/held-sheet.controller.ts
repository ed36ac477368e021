import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { isCivilMonth } from '../../../calendar/domain/civil-time.js';
import { Partners } from '../../../partners/partners.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { csvText } from '../../../statistics/csv.js';
import { visitOf } from '../../../web/request/visit.js';
import { OurSheet } from '../../../worksheets/our-sheet.service.js';
import { SheetPapers } from '../../../worksheets/sheet-papers.service.js';
import { CurrentPartner } from '../current-partner.js';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** What the council holds of this partner's works of a month, for its own books. */
@Controller('ente/tabulati/nostro')
export class HeldSheetController {
  constructor(
    private readonly partners: Partners,
    private readonly sheet: OurSheet,
    private readonly papers: SheetPapers,
  ) {}

  @Get(':kind')
  @Allow('tasks.answer')
  async download(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('kind') kind: string,
    @Query('mese') month?: unknown,
  ): Promise<Refusal | undefined> {
    const partner = viewer.link ? null : await this.partners.byId(viewer.partnerId);
    const type = TYPES[kind];
    if (!partner || !type || typeof month !== 'string' || !isCivilMonth(month))
      return new Refusal('not-found');
    const { language } = visitOf(res);
    const bytes = await this.bytes(kind, { partner, month, language });
    res.attachment(`${partner.code}-${month}.${kind}`).type(type).send(bytes);
    return undefined;
  }

  private async bytes(
    kind: string,
    asked: Parameters<SheetPapers['ours']>[0],
  ): Promise<Buffer | string> {
    const { partner, month, language } = asked;
    if (kind === 'pdf') return this.papers.ours(asked);
    if (kind === 'xlsx') return this.sheet.excel(partner.id, month, language);
    return csvText(await this.sheet.rows(partner.id, month, language));
  }
}
