import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import type { Tick } from '../../../worksheets/domain/tick.js';
import { PaperTicks } from '../../../worksheets/settling/paper-ticks.service.js';
import {
  type SheetLine,
  type SheetSummary,
  Worksheets,
} from '../../../worksheets/worksheets.service.js';
import { officePerson } from '../office-viewer.js';
import { addForm, differsForm, paperRow, quickTickForm, sameForm } from './paper-form.js';

interface Shown {
  readonly sheet: SheetSummary;
  /** Null for a work that only the paper lists. */
  readonly line: SheetLine | null;
  readonly values: TypedValues;
  readonly refusal?: Refusal;
}

/** A partner's sheet that came as a PDF is compared by eye, line by line. */
@Controller('ufficio/tabulati/:id/spunte')
export class PaperController {
  constructor(
    private readonly pages: Pages,
    private readonly sheets: Worksheets,
    private readonly ticks: PaperTicks,
  ) {}

  @Post()
  @Allow('requests.assign')
  async same(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(sameForm, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const count = await this.ticks.tickSame(officePerson(viewer), id, form.value.lines);
    if (isRefusal(count)) return count;
    this.pages.redirect(res, unticked(id), 'worksheets:paper.tickedMany', { count });
    return undefined;
  }

  @Get('nuova')
  @Allow('requests.assign')
  async addition(@Res() res: Response, @Param('id') id: string): Promise<Refusal | undefined> {
    const sheet = await this.paperOf(id);
    if (!sheet) return new Refusal('not-found');
    return this.show(res, { sheet, line: null, values: {} });
  }

  @Post('nuova')
  @Allow('requests.assign')
  async add(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const sheet = await this.paperOf(id);
    if (!sheet) return new Refusal('not-found');
    const form = parseForm(addForm, body);
    const refusal = form.ok
      ? await this.ticks.add(officePerson(viewer), id, paperRow(form.value))
      : Refusal.fields(form.errors);
    if (refusal) return this.show(res, { sheet, line: null, values: form.values, refusal });
    this.pages.redirect(res, unticked(id), 'worksheets:paper.added');
    return undefined;
  }

  @Get(':line')
  @Allow('requests.assign')
  async line(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { id, line: lineId }: Record<'id' | 'line', string>,
  ): Promise<Refusal | undefined> {
    const sheet = await this.paperOf(id);
    const line = sheet && (await this.sheets.line(officePerson(viewer), id, lineId));
    if (!sheet || !line?.ours) return new Refusal('not-found');
    const { day, operator, reference } = line.theirs ?? line.ours;
    const values = { day: day ?? '', operator: operator ?? '', reference: reference ?? '' };
    return this.show(res, { sheet, line, values });
  }

  @Post(':line')
  @Allow('requests.assign')
  async tick(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { id, line: lineId }: Record<'id' | 'line', string>,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    const sheet = await this.paperOf(id);
    const line = sheet && (await this.sheets.line(person, id, lineId));
    if (!sheet || !line?.ours) return new Refusal('not-found');
    const { tick, errors, values } = tickOf(body);
    const refusal = tick
      ? await this.ticks.tick(person, { sheetId: id, lineId }, tick)
      : Refusal.fields(errors);
    if (refusal) return this.show(res, { sheet, line, values, refusal });
    this.pages.redirect(res, unticked(id), 'worksheets:paper.ticked');
    return undefined;
  }

  private async paperOf(id: string): Promise<SheetSummary | null> {
    const sheet = await this.sheets.find(id);
    return sheet?.medium === 'paper' ? sheet : null;
  }

  private show(res: Response, { sheet, line, values, refusal }: Shown): undefined {
    const { id, month, partnerName } = sheet;
    const model = {
      sheet: { id, month, partnerName },
      line: line && { id: line.id, ours: line.ours },
      values,
      errors: refusal?.errors ?? [],
      refusal: refusal && refusal.errors.length === 0 ? refusal : null,
    };
    this.pages.render(res, 'offices/worksheet-paper', model, refusal ? statusOf(refusal) : 200);
  }
}

function tickOf(body: FormBody) {
  const quick = parseForm(quickTickForm, body);
  if (quick.ok) return { tick: quick.value as Tick, errors: [], values: quick.values };
  const form = parseForm(differsForm, body);
  if (!form.ok) return { tick: null, errors: form.errors, values: form.values };
  const tick: Tick = { verdict: 'differs', row: paperRow(form.value) };
  return { tick, errors: [], values: form.values };
}

function unticked(id: string): string {
  return `/ufficio/tabulati/${id}?mostra=da-spuntare`;
}
