/**
 * A partner's sheet as rows of work. Rows above the heading, empty ones and totals are passed over; a cell that cannot be read refuses the
 * whole sheet with its line, so that nothing is half taken in.
 */
import { parseTicketNumber } from '../../requests/filing/domain/ticket-number.js';
import { findHeader, type HeaderWords } from '../domain/header.js';
import { amountCell, CellFault, dayCell, textCell, timeCell } from '../domain/read-cells.js';
import type { ColumnMap, SheetField, SheetRow } from '../domain/sheet-row.js';
import { readTable, type TableRow } from './read-table.js';
import { SheetFault } from './sheet-fault.js';

export interface ReadSheet {
  readonly rows: readonly SheetRow[];
  /** The heading's words, to be kept for the partner's next sheet. */
  readonly words: HeaderWords;
}

const NUMBER = /\d{4}[ -]?\d{6}[ -]?[0-9A-Za-z]/;

export async function readSheet(bytes: Buffer, kept: HeaderWords): Promise<ReadSheet> {
  const table = await readTable(bytes);
  const header = findHeader(
    table.map(({ cells }) => cells),
    kept,
  );
  if (!header) throw new SheetFault('sheet-no-heading');
  const { columns, words } = header;
  if (columns.day === undefined) throw new SheetFault('sheet-no-day');
  const hasKey = [columns.ticketNumber, columns.reference, columns.place, columns.address].some(
    (column) => column !== undefined,
  );
  if (!hasKey) throw new SheetFault('sheet-no-key');
  const rows = table
    .slice(header.index + 1)
    .map((row) => readRow(row, columns))
    .filter((row) => row !== null);
  if (rows.length === 0) throw new SheetFault('sheet-empty');
  return { rows, words };
}

/** Null for a row that names no work: a total, a remark, the heading again. */
function readRow({ line, cells }: TableRow, columns: ColumnMap): SheetRow | null {
  const cell = (field: SheetField): string => cells[columns[field] ?? -1] ?? '';
  const typedNumber = cell('ticketNumber');
  const found = NUMBER.exec(typedNumber)?.[0];
  const ticketNumber = found === undefined ? null : parseTicketNumber(found);
  const otherNumber = ticketNumber === null ? textCell(typedNumber, 60) : null;
  const reference = textCell(cell('reference'), 60) ?? otherNumber;
  const place = textCell(cell('place'), 60);
  const address = textCell(cell('address'), 200);
  const isWork = [ticketNumber, reference, place, address].some((key) => key !== null);
  const isTotal = cells.some((one) => /^\s*total[ei]/i.test(one));
  if (!isWork || isTotal) return null;
  return {
    line,
    ticketNumber,
    reference,
    place,
    address,
    day: sure(line, dayCell(cell('day'))),
    time: columns.time === undefined ? timeBehind(cell('day')) : sure(line, timeCell(cell('time'))),
    operator: textCell(cell('operator'), 40),
    amountCents: sure(line, amountCell(cell('amount'))),
    note: textCell(cell('note'), 500),
  };
}

function timeBehind(day: string): string | null {
  const read = /[ T]\d/.test(day.trim()) ? timeCell(day) : null;
  return read instanceof CellFault ? null : read;
}

function sure<T>(line: number, read: T | CellFault): T {
  if (read instanceof CellFault)
    throw new SheetFault(read.code, { line, cell: read.cell.slice(0, 60) });
  return read;
}
