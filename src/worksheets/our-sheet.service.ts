import { Injectable } from '@nestjs/common';
import type { Language } from '../shared/localized-text.js';
import { Languages } from '../web/languages.js';
import type { HeldWork } from './domain/sheet-row.js';
import { HeldWorks, type SheetViewer } from './held-works.service.js';

export type SheetCell = string | number | null;

/** Whose works of which month, and who reads them. */
export interface AskedSheet {
  readonly viewer: SheetViewer;
  readonly partner: { readonly id: string; readonly name: string };
  readonly month: string;
  readonly language: Language;
}

const COLUMNS = [
  ...['number', 'reference', 'place', 'address', 'day', 'operator', 'amount', 'ceiling'],
] as const;
const CHARACTERS_WIDE = 22;

/** The other way round: the works of a month as we hold them, for the partner to check its own books by. No citizen is in it. */
@Injectable()
export class OurSheet {
  constructor(
    private readonly held: HeldWorks,
    private readonly languages: Languages,
  ) {}

  /** The heading, then a row a work; amounts in euros. */
  async rows({ viewer, partner, month, language }: AskedSheet): Promise<SheetCell[][]> {
    const works = await this.held.doneIn(viewer, partner.id, month);
    const heading = COLUMNS.map((column) =>
      this.languages.translate(language, `worksheets:ourColumns.${column}`),
    );
    return [heading, ...works.map(cellsOf)];
  }

  /** Texts are texts and never formulas; amounts are numbers. */
  async excel(asked: AskedSheet): Promise<Buffer> {
    const rows = await this.rows(asked);
    const cells = rows.map((row, i) => row.map((cell) => excelCell(cell, i === 0)));
    const columns = COLUMNS.map(() => ({ width: CHARACTERS_WIDE }));
    const { default: writeExcelFile } = await import('write-excel-file/node');
    return writeExcelFile(cells, { columns, sheet: asked.month }).toBuffer();
  }
}

function cellsOf(work: HeldWork): SheetCell[] {
  const { ticketNumber, reference, place, address, day, operator } = work;
  const [amount, ceiling] = [work.amountCents, work.ceilingCents].map(eurosOf);
  const italianDay = day?.split('-').reverse().join('/') ?? null;
  return [
    ticketNumber,
    reference,
    place,
    address,
    italianDay,
    operator,
    amount ?? null,
    ceiling ?? null,
  ];
}

function eurosOf(cents: number | null): number | null {
  return cents === null ? null : cents / 100;
}

function excelCell(cell: SheetCell, isHeading: boolean) {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number, format: '0.00' };
  return isHeading
    ? { value: cell, type: String, fontWeight: 'bold' as const }
    : { value: cell, type: String };
}
