import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { OfficeViewer } from '../../../access/viewer.js';
import { newId } from '../../../shared/ids.js';
import { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { Pages } from '../../../web/pages.js';
import type { HeldWork, SheetRow } from '../../../worksheets/domain/sheet-row.js';
import { DECISIONS, needsDecision } from '../../../worksheets/domain/decision.js';
import { progressOf } from '../../../worksheets/domain/progress.js';
import { TICKS } from '../../../worksheets/domain/tick.js';
import {
  type SheetLine,
  type SheetSummary,
  Worksheets,
} from '../../../worksheets/worksheets.service.js';

const PAGE = 50;
const SHOWN = {
  'da-spuntare': 'unticked',
  'da-decidere': 'open',
  differenze: 'differences',
  tutte: 'all',
} as const;
type ShownWord = keyof typeof SHOWN;

/** Where a list of lines stands: which lines, after which. */
export interface Place {
  readonly shown: ShownWord | null;
  readonly after: number;
  readonly refusal?: Refusal;
  /** The number that was typed at a line, and refused. */
  readonly typed?: { readonly lineId: string; readonly ticketNumber: string };
}

/** The page of one sheet: what its lines come to, and the lines with what may be done about each. Refuses with `not-found` a sheet that is not there. */
@Injectable()
export class WorksheetPage {
  constructor(
    private readonly pages: Pages,
    private readonly sheets: Worksheets,
  ) {}

  async show(
    res: Response,
    viewer: OfficeViewer,
    id: string,
    { shown: asked, after, refusal, typed }: Place,
  ): Promise<Refusal | undefined> {
    const sheet = await this.sheets.find(id);
    if (!sheet) return new Refusal('not-found');
    if (sheet.state !== 'open' && sheet.state !== 'closed') return this.onItsWay(res, sheet);
    const isPaper = sheet.medium === 'paper';
    const shown = asked ?? (isPaper && sheet.state === 'open' ? 'da-spuntare' : 'da-decidere');
    const filter = { shown: SHOWN[shown], after, limit: PAGE + 1 };
    const lines = await this.sheets.lines(viewer, id, filter);
    const isClosed = sheet.state === 'closed';
    const items = lines.slice(0, PAGE).map((line) => lineModel(line, { isClosed, isPaper, typed }));
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

type Shown = { readonly isClosed: boolean; readonly isPaper: boolean } & Pick<Place, 'typed'>;

function lineModel(line: SheetLine, { isClosed, isPaper, typed }: Shown) {
  const canTick =
    isPaper && !isClosed && line.ours !== null && line.kind !== 'twice' && line.decision === null;
  const canDecide = !isClosed && (needsDecision(line) || line.decision === 'ask');
  return {
    ...line,
    ticks: canTick ? TICKS.filter((tick) => line.ours?.isDone || tick === 'differs') : [],
    canTie: canDecide && line.kind === 'unknown',
    isRefused: typed?.lineId === line.id,
    typed: typed?.lineId === line.id ? typed.ticketNumber : '',
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

export function placeOf(shown: unknown, after: unknown): Place {
  const isKnown = typeof shown === 'string' && Object.hasOwn(SHOWN, shown);
  const position = typeof after === 'string' && /^\d{1,6}$/.test(after) ? Number(after) : 0;
  return { shown: isKnown ? (shown as ShownWord) : null, after: position }; // a key of the list: just checked
}

/** Back to the sheet, where the reader was in it. */
export function addressAt(id: string, { shown, after }: Place): string {
  return `/ufficio/tabulati/${id}?mostra=${shown ?? ''}&da=${after}`;
}
