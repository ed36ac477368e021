/**
 * The one CSV dialect of Iter: RFC 4180 with `;`, CRLF and UTF-8 BOM, as an Italian spreadsheet opens it with a double click.
 *
 * - A number is written with a decimal comma and stays a number there ("3.5" would become the third of May), or with a point for who asks
 *   for it: spreadsheets of other countries; no thousands mark. What is no count has the decimals that a person reads (`shared/quantity.ts`),
 *   but `exact` ones, for programs: a comma, all that was measured, and shares as parts of one.
 * - A text that a spreadsheet could take for a formula gets a leading apostrophe (RELIABILITY rule 27): its first character after blanks
 *   is one of = + - @ TAB CR LF NUL or a full-width twin of the first four. NUL itself is left out of the file.
 * - Null and undefined are empty cells; yes and no are 1 and 0.
 */
import { Readable } from 'node:stream';
import { type Quantity, readNumber } from '../shared/quantity.js';

export type CsvCell = string | number | boolean | Quantity | null | undefined;
export type CsvRow = readonly CsvCell[];
export type Decimals = 'comma' | 'point' | 'exact';

export const SEPARATOR = ';';
export const LINE_END = '\r\n';
const BOM = '\uFEFF';
const PIECE_ROWS = 500;
/** Most texts: nothing to quote and nothing that begins a formula. */
const PLAIN = /^[0-9A-Za-z][^";\r\n\0]*$/;

/** A short table as one text. */
export function csvText(rows: readonly CsvRow[], decimals: Decimals = 'comma'): string {
  return BOM + piece(rows, decimals);
}

/**
 * A table of any length, written as it is read: a few hundred rows in memory, never the whole. An error of `rows` ends the stream with it;
 * a stream that is destroyed stops reading.
 */
export function csvStream(rows: AsyncIterable<CsvRow>, decimals: Decimals = 'comma'): Readable {
  return Readable.from(csvPieces(rows, decimals), { objectMode: false });
}

/** One cell, for whoever writes many of them. Throws TypeError for a number that is none. */
export function csvCell(cell: CsvCell, decimals: Decimals = 'comma'): string {
  if (typeof cell === 'string') return PLAIN.test(cell) ? cell : quoted(safeText(cell));
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell === 'number') return numberText(cell, decimals);
  return numberText(decimals === 'exact' ? cell.value : readNumber(cell), decimals);
}

async function* csvPieces(rows: AsyncIterable<CsvRow>, decimals: Decimals): AsyncGenerator<string> {
  yield BOM;
  let waiting: CsvRow[] = [];
  for await (const row of rows) {
    waiting.push(row);
    if (waiting.length < PIECE_ROWS) continue;
    yield piece(waiting, decimals);
    waiting = [];
  }
  if (waiting.length > 0) yield piece(waiting, decimals);
}

/** Written here and not by csv-stringify, which takes twenty times as long: an export of a hundred thousand rows is three million cells. */
function piece(rows: readonly CsvRow[], decimals: Decimals): string {
  let text = '';
  for (const row of rows)
    text += row.map((cell) => csvCell(cell, decimals)).join(SEPARATOR) + LINE_END;
  return text;
}

/** RFC 4180, 2.6 and 2.7: what holds a separator, a quote or a line's end stands in quotes, and its own quotes twice. */
function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const DECIMALS = 1e6;
/** Up to here what has six decimals has fifteen figures at most: the double next to it is written with the same. */
const EXACT_BELOW = 1e9;
/** How near to the middle between two sixth decimals the product may err. */
const NEAR = 1e-3;

/** At most six decimals, enough for a tenth of a second in days; what `Number(value.toFixed(6))` says, in a quarter of its time. */
function numberText(value: number, decimals: Decimals): string {
  if (!Number.isFinite(value)) throw new TypeError(`not a number for a table: ${value}`);
  if (Number.isInteger(value)) return String(value);
  const mark = decimals === 'point' ? '.' : ',';
  const parts = value * DECIMALS;
  const below = Math.floor(parts);
  const isSure = value > 0 && value < EXACT_BELOW && Math.abs(parts - below - 0.5) > NEAR;
  if (!isSure) return String(Number(value.toFixed(6))).replace('.', mark);
  const rounded = parts - below < 0.5 ? below : below + 1;
  const rest = rounded % DECIMALS;
  const whole = String((rounded - rest) / DECIMALS);
  return rest === 0
    ? whole
    : whole +
        mark +
        String(DECIMALS + rest)
          .slice(1)
          .replace(/0+$/, '');
}

function safeText(text: string): string {
  const startsFormula = /^[\t\r\n\0]|^[\s\0]*[=+\-@＝＋－＠]/u.test(text);
  return (startsFormula ? `'${text}` : text).replaceAll('\0', '');
}
