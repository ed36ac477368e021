import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { FileStore } from '../../../files/file-store.js';
import { serveFile } from '../../../files/serve-file.js';
import { Refusal } from '../../../shared/refusal.js';
import { visitOf } from '../../../web/request/visit.js';
import { SheetPapers } from '../../../worksheets/sheet-papers.service.js';
import { Worksheets } from '../../../worksheets/worksheets.service.js';
import { officePerson } from '../office-viewer.js';

const PRINTED_LINES = 2_000;

/** A sheet as a file: the partner's own, as it came, and what was settled, to be printed. */
@Controller('ufficio/tabulati/:id')
export class WorksheetFilesController {
  constructor(
    private readonly sheets: Worksheets,
    private readonly papers: SheetPapers,
    private readonly store: FileStore,
  ) {}

  @Get('originale')
  @Allow('requests.assign')
  async original(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const sheet = await this.sheets.find(id);
    if (!sheet?.storedAs || !(await this.sheets.seesWhole(officePerson(viewer), sheet)))
      return new Refusal('not-found');
    const mediaType = sheet.medium === 'paper' ? 'application/pdf' : 'application/octet-stream';
    const isServed = await serveFile(res, this.store, { id, storedAs: sheet.storedAs, mediaType });
    return isServed ? undefined : new Refusal('not-found');
  }

  @Get('stampa')
  @Allow('requests.assign')
  async print(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const sheet = await this.sheets.find(id);
    if (sheet?.state !== 'closed') return new Refusal('not-found');
    const filter = { shown: 'differences', after: 0, limit: PRINTED_LINES } as const;
    const lines = await this.sheets.lines(officePerson(viewer), id, filter);
    const bytes = await this.papers.reconciliation(sheet, lines, visitOf(res).language);
    res.attachment(`tabulato-${sheet.month}.pdf`).type('application/pdf').send(bytes);
    return undefined;
  }
}
