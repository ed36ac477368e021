import { Body, Controller, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { LineTies } from '../../../worksheets/settling/line-ties.service.js';
import { officePerson } from '../office-viewer.js';
import { tieForm } from './worksheet-form.js';
import { addressAt, placeOf, WorksheetPage } from './worksheet-page.service.js';

/** A line of a sheet that nobody knew is about a request of ours. */
@Controller('ufficio/tabulati/:id/righe/:line/segnalazione')
export class LineTiesController {
  constructor(
    private readonly pages: Pages,
    private readonly ties: LineTies,
    private readonly page: WorksheetPage,
  ) {}

  @Post()
  @Allow('requests.assign')
  async tie(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { id, line }: Record<'id' | 'line', string>,
    @Body() body: FormBody,
    @Query() query: Record<string, unknown>,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    const form = parseForm(tieForm, body);
    const at = placeOf(query['mostra'], query['da']);
    const refusal = form.ok
      ? await this.ties.tie(person, id, {
          lineId: line,
          ticketNumber: form.value.ticketNumber,
          key: form.value.submissionId,
        })
      : Refusal.fields(form.errors);
    if (refusal?.code === 'not-found') return refusal;
    if (refusal) {
      const typed = { lineId: line, ticketNumber: String(form.values['ticketNumber'] ?? '') };
      const kept = refusal.errors.length > 0 ? { typed } : {};
      return this.page.show(res, person, id, { ...at, refusal, ...kept });
    }
    this.pages.redirect(res, addressAt(id, at), 'worksheets:tie.tied');
    return undefined;
  }
}
