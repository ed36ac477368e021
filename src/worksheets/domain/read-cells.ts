/** Cells of a sheet as values: Italian dates, hours and amounts as people type them, and numbers of ours wherever they stand. Pure. */
import { isCivilDate } from '../../calendar/domain/civil-time.js';
import { tidyText } from '../../shared/normalize.js';

const MONTHS = ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'];

/** A cell that says something we cannot read: `code` is a key under `errors.`. */
export class CellFault {
  constructor(
    readonly code: 'sheet-day' | 'sheet-time' | 'sheet-amount',
    readonly cell: string,
  ) {}
}

/** One line of at most `max` characters; null for an empty cell. */
export function textCell(cell: string, max: number): string | null {
  const text = tidyText(cell).replace(/\s+/g, ' ');
  return text === '' ? null : Array.from(text).slice(0, max).join('');
}

/** `12/10/2026`, `12.10.26`, `2026-10-12`, `12 ottobre 2026`, each with or without an hour behind it. */
export function dayCell(cell: string): string | null | CellFault {
  const text = tidyText(cell).toLowerCase();
  if (text === '') return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ].*)?$/.exec(text);
  if (iso) return checked(cell, iso[1], iso[2], iso[3]);
  const figures = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ ,].*)?$/.exec(text);
  if (figures) return checked(cell, year(figures[3]), figures[2], figures[1]);
  const words = /^(\d{1,2})°? ([a-z]{3})[a-z.]* (\d{4})(?:[ ,].*)?$/.exec(text);
  const month = words ? MONTHS.indexOf(words[2] ?? '') + 1 : 0;
  if (words && month > 0) return checked(cell, words[3], String(month), words[1]);
  return new CellFault('sheet-day', cell);
}

/** `9:30`, `09.30`, `9.30.00`, `ore 9:30`, also behind a date. */
export function timeCell(cell: string): string | null | CellFault {
  const text = tidyText(cell);
  if (text === '') return null;
  const [, hours = '', minutes = ''] =
    /(?:^|[ T])(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(?:\.\d+)?Z?$/.exec(text) ?? [];
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && hours !== '';
  return isTime ? `${hours.padStart(2, '0')}:${minutes}` : new CellFault('sheet-time', cell);
}

/** `1.234,56 €`, `1234.56`, `12`; cents. A comma before the last two figures is the decimal one. */
export function amountCell(cell: string): number | null | CellFault {
  const text = tidyText(cell).replace(/euro|eur|€|\s|\u00a0/gi, '');
  if (text === '' || text === '-') return null;
  const plain = /,\d{1,2}$/.test(text)
    ? text.replaceAll('.', '').replace(',', '.')
    : text.replace(/[.,](?=\d{3}(\D|$))/g, '');
  if (!/^-?\d{1,9}(\.\d+)?$/.test(plain)) return new CellFault('sheet-amount', cell);
  return Math.round(Number(plain) * 100);
}

function checked(cell: string, y = '', m = '', d = ''): string | CellFault {
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return isCivilDate(day) ? day : new CellFault('sheet-day', cell);
}

function year(text = ''): string {
  return text.length === 2 ? `20${text}` : text;
}
