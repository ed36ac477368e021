/**
 * Finds the heading of a sheet as it really comes: after title rows, in any order, under the firm's own words. A column that the partner's
 * kept mapping names wins over our guesses; the row with most known columns is the heading, the first of equals.
 */
import { searchable } from '../../shared/normalize.js';
import { type ColumnMap, SHEET_FIELDS, type SheetField } from './sheet-row.js';

/** The words of the heading by field, as a partner's last sheet had them. */
export type HeaderWords = Partial<Record<SheetField, string>>;

export interface FoundHeader {
  /** Place of the heading among the rows, 0 is the first. */
  readonly index: number;
  readonly columns: ColumnMap;
  readonly words: HeaderWords;
}

const LOOKED_AT = 40;
const LEAST_COLUMNS = 2;

/** More particular words first: "data e ora" is a day, "n. operatore" no number of ours. */
const PATTERNS: readonly (readonly [SheetField, RegExp])[] = [
  ['operator', /operatore|squadra|tecnico|addetto|manutentore|operator|crew/],
  ['amount', /importo|totale|costo|prezzo|euro|€|imponibile|amount|cost/],
  ['day', /^data|data (esec|interv|lavor|chius|fine)|eseguito il|giorno|^date/],
  ['time', /^ora\b|orario|^time/],
  ['place', /palo|lamp|punto luce|^p\.? ?l\.?$|matricola|impianto|codice luogo|place/],
  ['address', /indirizzo|ubicazione|^via|localit|luogo|address/],
  [
    'ticketNumber',
    /segnalazione|ticket|num(ero)? comune|rif\.? comune|nostro num|vs\.? rif|vostro rif/,
  ],
  ['reference', /rif|ordine|odl|commessa|pratica|bolla|rapportino|reference|^n\.? ?(interv|lav)/],
  ['note', /note|descrizione|lavor|interv|attivit/],
];

/** Null where no row has at least two columns that we know. */
export function findHeader(
  rows: readonly (readonly string[])[],
  kept: HeaderWords = {},
): FoundHeader | null {
  let best: FoundHeader | null = null;
  for (const [index, cells] of rows.slice(0, LOOKED_AT).entries()) {
    const found = headerOf(cells, kept);
    const count = Object.keys(found.columns).length;
    if (count < LEAST_COLUMNS) continue;
    if (!best || count > Object.keys(best.columns).length) best = { index, ...found };
  }
  return best;
}

function headerOf(cells: readonly string[], kept: HeaderWords): Omit<FoundHeader, 'index'> {
  const plainCells = cells.map(plain);
  const columns: Partial<Record<SheetField, number>> = {};
  const taken = new Set<number>();
  const take = (field: SheetField, column: number): void => {
    if (column < 0 || columns[field] !== undefined || taken.has(column)) return;
    columns[field] = column;
    taken.add(column);
  };
  for (const field of SHEET_FIELDS) {
    const word = kept[field];
    if (word !== undefined && word !== '') take(field, plainCells.indexOf(plain(word)));
  }
  for (const [field, pattern] of PATTERNS)
    take(
      field,
      plainCells.findIndex((cell, i) => !taken.has(i) && cell.length < 60 && pattern.test(cell)),
    );
  const words = Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [field, (cells[column] ?? '').trim()]),
  );
  return { columns, words };
}

function plain(cell: string): string {
  return searchable(cell)
    .replace(/[_\s]+/g, ' ')
    .trim();
}
