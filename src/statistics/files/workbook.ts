/**
 * An XLSX file of typed cells: numbers are numbers, texts are texts, and nothing that comes from data is ever a formula (the format keeps
 * formulas apart, and none is written). Small tables only, for the whole file is in memory: long ones are written by a process of their own.
 */
import { unzipSync, zipSync } from 'fflate';
import { type CsvCell, csvCell, type CsvRow } from '../csv.js';
import { NUMBER_FORMATS } from '../number-formats.js';

export interface SheetTable {
  /** At most 31 characters; what a sheet's name may not hold is taken out. */
  readonly name: string;
  /** The heading first. */
  readonly rows: readonly CsvRow[];
}

const NAME_LENGTH = 31;
const LEAST_WIDE = 9;
const MOST_WIDE = 48;

/** The bytes of a workbook with one sheet a table, the same whenever they are asked for: its parts are dated `at`. */
export async function workbook(tables: readonly SheetTable[], at: Date): Promise<Buffer> {
  const sheets = tables.map(({ name, rows }) => ({
    sheet: sheetName(name),
    stickyRowsCount: 1,
    columns: widths(rows).map((width) => ({ width })),
    data: rows.map((row, i) => row.map((cell) => excelCell(cell, i === 0))),
  }));
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const parts = unzipSync(await writeExcelFile(sheets).toBuffer()); // dated by the hour of their making
  return Buffer.from(zipSync(parts, { mtime: at }));
}

function excelCell(cell: CsvCell, isHeading: boolean) {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  if (typeof cell === 'number')
    return { value: cell, type: Number, format: Number.isInteger(cell) ? '0' : '0.00' };
  if (typeof cell === 'object')
    return { value: cell.value, type: Number, format: NUMBER_FORMATS[cell.unit] };
  return isHeading
    ? { value: cell, type: String, fontWeight: 'bold' as const, wrap: true }
    : { value: cell, type: String };
}

function widths(rows: readonly CsvRow[]): number[] {
  return (rows[0] ?? []).map((_, column) => {
    const longest = Math.max(...rows.slice(1, 200).map((row) => csvCell(row[column]).length), 0); // prettier-ignore
    return Math.min(Math.max(longest + 2, LEAST_WIDE), MOST_WIDE);
  });
}

function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, NAME_LENGTH);
}
