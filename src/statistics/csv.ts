/**
 * The one CSV dialect of Iter: RFC 4180 with `;`, CRLF and UTF-8 BOM, as an Italian spreadsheet opens it with a double click.
 *
 * - A number is written with a decimal comma and stays a number there ("3.5" would become the third of May); no thousands mark.
 * - A text that a spreadsheet could take for a formula gets a leading apostrophe (RELIABILITY rule 27): its first character after blanks
 *   is one of = + - @ TAB CR LF NUL or a full-width twin of the first four. NUL itself is left out of the file.
 * - Null and undefined are empty cells; yes and no are 1 and 0.
 */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | null | undefined;
export type CsvRow = readonly CsvCell[];

const BOM = '\uFEFF';
const PIECE_ROWS = 500;

/** A short table as one text. */
export function csvText(rows: readonly CsvRow[]): string {
  return BOM + piece(rows);
}

/**
 * A table of any length, written as it is read: a few hundred rows in memory, never the whole. An error of `rows` ends the stream with it;
 * a stream that is destroyed stops reading.
 */
export function csvStream(rows: AsyncIterable<CsvRow>): Readable {
  return Readable.from(pieces(rows), { objectMode: false });
}

async function* pieces(rows: AsyncIterable<CsvRow>): AsyncGenerator<string> {
  yield BOM;
  let waiting: CsvRow[] = [];
  for await (const row of rows) {
    waiting.push(row);
    if (waiting.length < PIECE_ROWS) continue;
    yield piece(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield piece(waiting);
}

function piece(rows: readonly CsvRow[]): string {
  return stringify(
    rows.map((row) => row.map(cellText)),
    { delimiter: ';', record_delimiter: '\r\n', quote_record_delimiter: true },
  );
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  return typeof cell === 'number' ? numberText(cell) : safeText(cell);
}

/** At most six decimals, enough for a tenth of a second in days. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not a number for a table: ${value}`);
  return String(Number(value.toFixed(6))).replace('.', ',');
}

function safeText(text: string): string {
  const startsFormula = /^[\t\r\n\0]|^[\s\0]*[=+\-@＝＋－＠]/u.test(text);
  return (startsFormula ? `'${text}` : text).replaceAll('\0', '');
}
