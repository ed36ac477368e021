import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { progressOf } from '../../../worksheets/domain/progress.js';
import type { HeldWork, SheetRow } from '../../../worksheets/domain/sheet-row.js';
import { SheetIntake } from '../../../worksheets/intake/sheet-intake.service.js';
import {
  type SheetLine,
  type SheetSummary,
  Worksheets,
} from '../../../worksheets/worksheets.service.js';
import { PartnerDesk } from '../partner-desk.service.js';

const PAGE = 50;
const SHOWN = { 'da-decidere': 'open', differenze: 'differences', tutte: 'all' } as const;
type ShownWord = keyof typeof SHOWN;

export interface ShownLines {
  readonly shown: ShownWord;
  /** Position after which the page begins. */
  readonly after: number;
}

/** The pages of a partner's own sheets. Names of council people are not on them. Refuses with `not-found` whatever is not theirs. */
@Injectable()
export class OwnSheetPage {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly sheets: Worksheets,
    private readonly intake: SheetIntake,
  ) {}

  async find(viewer: PartnerViewer, id: string): Promise<SheetSummary | null> {
    return viewer.link ? null : this.sheets.find(id, viewer.partnerId);
  }

  async list(
    res: Response,
    viewer: PartnerViewer,
    typed?: { readonly values: TypedValues; readonly refusal: Refusal },
  ): Promise<void> {
    const sheets = await this.sheets.list(viewer.partnerId);
    const { month, mailbox } = await this.intake.facts(viewer.partnerId);
    const refusal = typed?.refusal;
    const model = {
      sheets: sheets.map(({ id, month: of, state, fileName, uploadedAt }) => ({
        ...{ id, month: of, state, fileName, uploadedAt },
      })),
      mailbox,
      month,
      values: typed?.values ?? { month },
      errors: refusal?.errors ?? [],
      refusal: refusal && refusal.errors.length === 0 ? refusal : null,
    };
    const status = refusal ? statusOf(refusal) : 200;
    await this.desk.render(res, viewer, { view: 'sheets', model, status });
  }

  async show(
    res: Response,
    viewer: PartnerViewer,
    { id, shown, after }: ShownLines & { readonly id: string },
  ): Promise<Refusal | undefined> {
    const sheet = await this.find(viewer, id);
    if (!sheet) return new Refusal('not-found');
    const { state, month, fileName, uploadedAt, closedAt, medium } = sheet;
    const filter = { shown: SHOWN[shown], after, limit: PAGE + 1 };
    const lines = await this.sheets.ownLines(viewer.partnerId, id, filter);
    const items = lines.slice(0, PAGE);
    const model = {
      sheet: { id, state, month, fileName, uploadedAt, closedAt, isPaper: medium === 'paper' },
      counts: await this.sheets.counts(id),
      shown,
      choices: Object.keys(SHOWN),
      items: items.map(lineModel),
      next: lines.length > PAGE ? (items.at(-1)?.position ?? null) : null,
      ...progressModel(sheet),
    };
    await this.desk.render(res, viewer, { view: 'sheet', model });
    return undefined;
  }
}

export function placeOf(shown: unknown, after: unknown): ShownLines {
  const word = typeof shown === 'string' && Object.hasOwn(SHOWN, shown) ? shown : 'differenze';
  const position = typeof after === 'string' && /^\d{1,6}$/.test(after) ? Number(after) : 0;
  return { shown: word as ShownWord, after: position }; // a key of the list: just checked
}

function progressModel(sheet: SheetSummary) {
  const { id, state, fault } = sheet;
  return {
    isOnItsWay: state !== 'open' && state !== 'closed',
    isReading: state === 'reading',
    progress: progressOf(sheet),
    ownPath: `/ente/tabulati/${id}`,
    cancelPath: `/ente/tabulati/${id}/annullamento`,
    error: fault?.kind === 'file' ? fault.error : null,
    reason: fault?.kind === 'month' ? fault.reason : null,
  };
}

function lineModel(one: SheetLine) {
  const { kind, differences, firstLine, theirs, ours, decision, decidedAt, position } = one;
  return {
    ...{ kind, differences, firstLine, decision, decidedAt, position },
    line: theirs?.line || null,
    sides: [
      { who: 'theirs', side: sideModel(theirs) },
      { who: 'ours', side: sideModel(ours) },
    ],
  };
}

function sideModel(side: SheetRow | HeldWork | null) {
  if (!side) return null;
  const { ticketNumber, reference, place, address, day, operator, amountCents } = side;
  const ceilingCents = 'ceilingCents' in side ? side.ceilingCents : null;
  const facts = {
    ...{ number: ticketNumber, reference, place, address },
    ...{ day: day?.split('-').reverse().join('/') ?? null, operator },
    amount: euro(amountCents),
    ceiling: euro(ceilingCents),
  };
  return Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function euro(cents: number | null): string | null {
  return cents === null ? null : `${(cents / 100).toFixed(2).replace('.', ',')} €`;
}
