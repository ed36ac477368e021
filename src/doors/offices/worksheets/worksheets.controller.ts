import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { newId } from '../../../shared/ids.js';
import { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import type { HeldWork, SheetRow } from '../../../worksheets/domain/sheet-row.js';
import { DECISIONS, needsDecision } from '../../../worksheets/domain/decision.js';
import { progressOf } from '../../../worksheets/domain/progress.js';
import { TICKS } from '../../../worksheets/domain/tick.js';
import { WorksheetDesk } from '../../../worksheets/worksheet-desk.service.js';
import {
  type SheetLine,
  type SheetSummary,
  Worksheets,
} from '../../../worksheets/worksheets.service.js';
import { officePerson } from '../office-viewer.js';
import { closeForm, settleForm } from './worksheet-form.js';

const PAGE = 50;
const SHOWN = {
  'da-spuntare': 'unticked',
  'da-decidere': 'open',
  differenze: 'differences',
  tutte: 'all',
} as const;
type ShownWord = keyof typeof SHOWN;

/** Where a list of lines stands: which lines, after which. */
interface Place {
  readonly shown: ShownWord | null;
  readonly after: number;
  readonly refusal?: Refusal;
}

/** Partners' monthly sheets beside ours: each difference settled with one click, then closed. */
@Controller('ufficio/tabulati')
export class WorksheetsController {
  constructor(
    private readonly pages: Pages,
    private readonly sheets: Worksheets,
    private readonly desk: WorksheetDesk,
    private readonly partners: Partners,
  ) {}

  @Get()
  @Allow('requests.assign')
  async list(@Res() res: Response): Promise<void> {
    const [sheets, partners] = await Promise.all([this.sheets.list(), this.partners.active()]);
    const model = {
      sheets: sheets.map((sheet) => ({ ...sheet, isClosed: sheet.state === 'closed' })),
      partners: partners.map(({ code, name }) => ({ code, name })),
    };
    this.pages.render(res, 'offices/worksheets', model);
  }

  @Get(':id')
  @Allow('requests.assign')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Query('mostra') shown?: unknown,
    @Query('da') after?: unknown,
  ): Promise<Refusal | undefined> {
    return this.page(res, officePerson(viewer), id, placeOf(shown, after));
  }

  @Post(':id/righe/:line')
  @Allow('requests.assign')
  async settle(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param() { id, line }: Record<'id' | 'line', string>,
    @Body() body: FormBody,
    @Query() query: Record<string, unknown>,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    const form = parseForm(settleForm, body);
    const at = placeOf(query['mostra'], query['da']);
    const settling = form.ok && {
      lineId: line,
      decision: form.value.decision,
      key: form.value.submissionId,
    };
    const refusal = settling
      ? await this.desk.settle(person, id, settling)
      : Refusal.fields(form.ok ? [] : form.errors);
    if (refusal?.code === 'not-found') return refusal;
    if (refusal) return this.page(res, person, id, { ...at, refusal });
    const back = `mostra=${at.shown ?? ''}&da=${at.after}`;
    this.pages.redirect(res, `/ufficio/tabulati/${id}?${back}`, 'worksheets:settled');
    return undefined;
  }

  @Post(':id/chiusura')
  @Allow('requests.assign')
  async close(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const person = officePerson(viewer);
    parseForm(closeForm, body);
    const refusal = await this.desk.close(person, id);
    if (refusal?.code === 'not-found') return refusal;
    if (refusal) return this.page(res, person, id, { shown: null, after: 0, refusal });
    this.pages.redirect(res, `/ufficio/tabulati/${id}`, 'worksheets:closedNow');
    return undefined;
  }

  private async page(
    res: Response,
    viewer: OfficeViewer,
    id: string,
    { shown: asked, after, refusal }: Place,
  ): Promise<Refusal | undefined> {
    const sheet = await this.sheets.find(id);
    if (!sheet) return new Refusal('not-found');
    if (sheet.state !== 'open' && sheet.state !== 'closed') return this.onItsWay(res, sheet);
    const isPaper = sheet.medium === 'paper';
    const shown = asked ?? (isPaper && sheet.state === 'open' ? 'da-spuntare' : 'da-decidere');
    const filter = { shown: SHOWN[shown], after, limit: PAGE + 1 };
    const lines = await this.sheets.lines(viewer, id, filter);
    const isClosed = sheet.state === 'closed';
    const items = lines.slice(0, PAGE).map((line) => lineModel(line, { isClosed, isPaper }));
    const model = {
      sheet: { ...sheet, isClosed, isPaper },
      hasOriginal: sheet.storedAs !== null && (await this.sheets.seesWhole(viewer, sheet)),
      counts: await this.sheets.counts(id),
      shown,
      choices: Object.keys(SHOWN).filter((word) => isPaper || word !== 'da-spuntare'),
      items,
      toTick: items.filter(({ kind }) => !isClosed && kind === 'unticked').map((line) => line.id),
      after,
      next: lines.length > PAGE ? items.at(-1)?.position : null,
      errors: refusal?.errors ?? [],
      refusal: refusal && refusal.errors.length === 0 ? refusal : null,
    };
    this.pages.render(res, 'offices/worksheet', model, refusal ? statusOf(refusal) : 200);
    return undefined;
  }

  /** Being read, or never taken: how far it is, or why. */
  private onItsWay(res: Response, sheet: SheetSummary): undefined {
    const { id, fault } = sheet;
    const model = {
      sheet,
      isReading: sheet.state === 'reading',
      progress: progressOf(sheet),
      cancelPath: `/ufficio/tabulati/${id}/annullamento`,
      ownPath: `/ufficio/tabulati/${id}`,
      error: fault?.kind === 'file' ? fault.error : null,
      reason: fault?.kind === 'month' ? fault.reason : null,
    };
    this.pages.render(res, 'offices/worksheet-progress', model);
  }
}

function lineModel(
  line: SheetLine,
  { isClosed, isPaper }: { readonly isClosed: boolean; readonly isPaper: boolean },
) {
  const canTick = isPaper && !isClosed && line.ours !== null && line.decision === null;
  const canDecide = !isClosed && (needsDecision(line) || line.decision === 'ask');
  return {
    ...line,
    ticks: canTick ? TICKS.filter((tick) => line.ours?.isDone || tick === 'differs') : [],
    decisions: canDecide ? DECISIONS.filter((one) => one !== line.decision) : [],
    submissionId: newId(),
    sides: [
      { who: 'theirs', line: line.theirs?.line || null, side: sideModel(line.theirs) },
      { who: 'ours', line: null, side: sideModel(line.ours) },
    ],
  };
}

function sideModel(side: SheetRow | HeldWork | null) {
  if (!side) return null;
  const { ticketNumber, reference, place, address, day, operator, amountCents } = side;
  const ceilingCents = 'ceilingCents' in side ? side.ceilingCents : null;
  const italianDay = day?.split('-').reverse().join('/') ?? null;
  return {
    ...{ ticketNumber, reference, place, address, day: italianDay, operator },
    amount: euro(amountCents),
    ceiling: euro(ceilingCents),
    isOpen: 'isDone' in side && !side.isDone,
  };
}

function euro(cents: number | null): string | null {
  return cents === null ? null : `${(cents / 100).toFixed(2).replace('.', ',')} €`;
}

function placeOf(shown: unknown, after: unknown): Place {
  const isKnown = typeof shown === 'string' && Object.hasOwn(SHOWN, shown);
  const position = typeof after === 'string' && /^\d{1,6}$/.test(after) ? Number(after) : 0;
  return { shown: isKnown ? (shown as ShownWord) : null, after: position }; // a key of the list: just checked
}
