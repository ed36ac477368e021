import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { AcceptsFiles, uploadsOf } from '../../../web/uploads.js';
import { SheetUploads } from '../../../worksheets/intake/sheet-uploads.service.js';
import { Worksheets } from '../../../worksheets/worksheets.service.js';
import { parseJson } from '../json-body.js';
import { presentSheet } from './present-sheet.js';
import { worksheetBody } from './worksheet-body.js';

/** A partner's monthly work sheets, from its own programs. The same file for the same month sent again is the same sheet. */
@Controller('api/v1/worksheets')
export class ApiWorksheetsController {
  constructor(
    private readonly uploads: SheetUploads,
    private readonly sheets: Worksheets,
  ) {}

  @Post()
  @Allow('tasks.answer')
  @AcceptsFiles({ file: 1 })
  @HttpCode(201)
  async send(@Req() req: Request, @CurrentViewer() viewer: Viewer, @Body() body: unknown) {
    if (viewer.kind !== 'partner') return new Refusal('not-allowed');
    const { month } = parseJson(worksheetBody, body);
    const { files, errors } = uploadsOf(req);
    const [file] = files['file'] ?? [];
    if (!file)
      return Refusal.fields(errors.length > 0 ? errors : [{ field: 'file', code: 'required' }]);
    const { partnerId, name } = viewer;
    const upload = { partnerId, month, file, channel: 'api', by: name } as const;
    const taken = await this.uploads.take(upload);
    if (isRefusal(taken)) return atFile(taken);
    return this.present(partnerId, taken);
  }

  @Get(':id')
  @Allow('tasks.answer')
  read(@CurrentViewer() viewer: Viewer, @Param('id') id: string) {
    if (viewer.kind !== 'partner') return new Refusal('not-allowed');
    return this.present(viewer.partnerId, id);
  }

  private async present(partnerId: string, id: string) {
    const sheet = await this.sheets.find(id, partnerId);
    return sheet ? presentSheet(sheet, await this.sheets.counts(id)) : new Refusal('not-found');
  }
}

/** Pages call the field `sheet`. */
function atFile(refusal: Refusal): Refusal {
  if (refusal.errors.length === 0) return refusal;
  return Refusal.fields(refusal.errors.map((error) => ({ ...error, field: 'file' })));
}
