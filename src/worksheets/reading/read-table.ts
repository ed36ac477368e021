/**
 * A sheet's cells as text, whatever wrote it: XLSX (its first sheet that has rows), or CSV with `;`, `,` or tabs, in UTF-8, UTF-16 or
 * Windows-1252. Refuses, with a {@link SheetFault}, what is neither, and what has more rows than anybody reconciles by the month.
 */
import { parse } from 'csv-parse/sync';
import { SheetFault } from './sheet-fault.js';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const WORKS_MAX = 50_000;
const ROWS_MAX = WORKS_MAX + 100; // titles, the heading, totals
const COLUMNS_MAX = 100;
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

export async function readTable(bytes: Buffer): Promise<TableRow[]> {
  if (bytes.subarray(0, 4).equals(OLE)) throw new SheetFault('sheet-old-excel');
  const rows = bytes.subarray(0, 4).equals(ZIP) ? await excelRows(bytes) : csvRows(bytes);
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) throw new SheetFault('sheet-empty');
  if (filled.length > ROWS_MAX) throw new SheetFault('sheet-too-long', { max: WORKS_MAX });
  return filled;
}

async function excelRows(bytes: Buffer): Promise<TableRow[]> {
  const { default: readExcelFile } = await import('read-excel-file/node');
  const sheets = await readExcelFile(bytes).catch((error: unknown) => {
    throw Object.assign(new SheetFault('sheet-unreadable'), { cause: error });
  });
  const first = sheets.find(({ data }) => data.length > 0);
  return (first?.data ?? []).map((cells, i) => ({
    line: i + 1,
    cells: cells.slice(0, COLUMNS_MAX).map(excelText),
  }));
}

/** A spreadsheet's date has no zone: the library gives it as if in UTC, and so it is read. */
function excelText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const [day = '', time = ''] = cell.toISOString().split('T');
    return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
  }
  return typeof cell === 'object' ? '' : String(cell as string | number | boolean);
}

function csvRows(bytes: Buffer): TableRow[] {
  const text = decode(bytes);
  if (text.includes('\0')) throw new SheetFault('sheet-unreadable');
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as { info: { lines: number }; record: string[] }[]; // with `info`
    return records.map(({ info, record }) => ({
      line: info.lines,
      cells: record.slice(0, COLUMNS_MAX),
    }));
  } catch (error) {
    const line = (error as { lines?: unknown }).lines; // of the library's errors
    throw Object.assign(
      new SheetFault('sheet-quotes', { line: typeof line === 'number' ? line : 1 }),
      { cause: error },
    );
  }
}

/** UTF-8 where it is valid, else what Italian spreadsheets write. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

/** What 0x80 to 0x9f mean there; some versions of Node decode them as controls. */
const UPPER = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function windows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (one) => UPPER.charAt(one.charCodeAt(0) - 0x80));
}

/** The mark that stands most often in one line of the first forty. */
function separatorOf(text: string): string {
  const lines = text.split('\n', 40);
  const most = (mark: string): number =>
    Math.max(0, ...lines.map((line) => line.split(mark).length - 1));
  const counts = [';', '\t', ','].map((mark) => ({ mark, count: most(mark) }));
  return counts.sort((a, b) => b.count - a.count)[0]?.mark ?? ';';
}
