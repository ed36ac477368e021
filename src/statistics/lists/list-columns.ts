/**
 * The columns of a list of requests: what each is read from, and what stands in its cell. What few values can stand in (codes, names) is worked out
 * once a value and not once a row. Times are the town's own, as spreadsheets read them: `YYYY-MM-DD HH:MM:SS`.
 *
 * Whatever has a code has two columns: its name, in the reader's language, and its code, for programs (`…Code`; `state` and `outcome` are codes too,
 * by the names that programs know them by).
 */
import type { PlainRow } from '../../database/thread-database.js';
import { quantity } from '../../shared/quantity.js';
import type { FieldError } from '../../shared/refusal.js';
import { type CsvCell, csvCell, type Decimals } from '../csv.js';
import { civilTextOf, storedMs } from '../domain/civil-text.js';
import { daysOf } from '../domain/figures.js';
import type { Names } from '../names.service.js';
import { nameOf, type StatisticsTexts } from '../texts.js';
import type { Source } from './requests-page-sql.js';

/** The words around the values, and how numbers are written among them. */
export interface ListWords {
  readonly decimals: Decimals;
  readonly names: Names;
  readonly texts: StatisticsTexts;
}

/** A column as a list reads it: of a row its cell, and the same as a CSV file has it. */
export interface ReadColumn {
  readonly cell: (row: PlainRow) => CsvCell;
  readonly text: (row: PlainRow) => string;
}

interface Column {
  readonly sources: readonly Source[];
  /** `at`: where the sources stand in a row. */
  readonly read: (at: readonly number[], words: ListWords) => ReadColumn;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  ticketNumber: own('ticketNumber', (number) => number),
  kindCode: coded('kind', (kind) => kind),
  kind: coded('kind', (kind, { texts }) => texts.say(`kind.${kind}`)),
  categoryCode: codeOf('category', 'categoryId'),
  category: named('category', 'categoryId'),
  officeCode: codeOf('office', 'officeId'),
  office: named('office', 'officeId'),
  areaCode: codeOf('area', 'areaId'),
  area: named('area', 'areaId'),
  partnerCode: codeOf('partner', 'partnerId'),
  partner: named('partner', 'partnerId'),
  channelCode: coded('channel', (channel) => channel),
  channel: coded('channel', (channel, { texts }) => texts.say(`channel.${channel}`)),
  languageCode: coded('language', (language) => language),
  language: coded('language', (language, { texts }) => texts.say(`language.${language}`)),
  originCode: coded('origin', (origin) => origin),
  origin: coded('origin', (origin, { texts }) => origin && texts.say(`origin.${origin}`)),
  levelCode: coded('level', (level) => level),
  level: named('level', 'level'),
  state: coded('state', (state) => state),
  stateName: named('state', 'state'),
  stateKindCode: coded('stateKind', (kind) => kind),
  stateKind: coded('stateKind', (kind, { texts }) => texts.say(`stateKind.${kind}`)),
  filedAt: instant('filedAt'),
  weekdayCode: coded('weekday', Number),
  weekday: coded('weekday', (weekday, { texts }) => texts.say(`weekdays.${weekday}`)),
  hour: coded('hour', Number),
  firstAnswerAt: instant('firstAnswerAt'),
  dueAt: instant('dueAt'),
  closedAt: instant('closedAt'),
  outcome: coded('outcome', (outcome) => outcome),
  outcomeName: named('outcome', 'outcome'),
  isWithdrawn: coded('isWithdrawn', yesOrNo),
  isImported: coded('isImported', yesOrNo),
  timesReopened: coded('timesReopened', Number),
  suspendedDays: own('suspendedSeconds', (seconds) =>
    quantity(daysOf(Number(seconds) * 1000), 'days'),
  ),
  daysToFirstAnswer: daysUntil('firstAnswerAt'),
  daysToClosure: daysUntil('closedAt'),
};

/** The codes of all columns, in their order. */
export const EXPORT_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** Those of them that hold codes. */
export const CODE_COLUMNS: readonly string[] = EXPORT_COLUMNS.filter((code) => code.endsWith('Code') || code === 'state' || code === 'outcome'); // prettier-ignore

/** Those that a person reads. */
export const READER_COLUMNS: readonly string[] = EXPORT_COLUMNS.filter((code) => !CODE_COLUMNS.includes(code)); // prettier-ignore

/** Those of the columns that were asked for, in the columns' order; all, where none was. */
export function askedColumns(asked: readonly string[]): readonly string[] {
  const known = EXPORT_COLUMNS.filter((code) => asked.includes(code));
  return known.length > 0 ? known : EXPORT_COLUMNS;
}

/** What was asked for and is none of the columns, as faults at `field`. */
export function columnFaults(
  field: string,
  asked: readonly string[],
  columns = EXPORT_COLUMNS,
): FieldError[] {
  const unknown = asked.filter((code) => !columns.includes(code));
  return unknown.map((column) => ({ field, code: 'column-unknown', data: { column: column.slice(0, 60) } })); // prettier-ignore
}

/** What these columns are read from, after `first`: nothing that nobody asked for. */
export function sourcesOf(columns: readonly string[], first: readonly Source[]): Source[] {
  return [...new Set([...first, ...columns.flatMap((code) => COLUMNS[code]?.sources ?? [])])];
}

/** These columns, read from rows of these sources. A code that names no column is left out. */
export function readColumns(
  columns: readonly string[],
  sources: readonly Source[],
  words: ListWords,
): ReadColumn[] {
  const known = columns.map((code) => COLUMNS[code]).filter((one) => one !== undefined);
  return known.map((column) =>
    column.read(
      column.sources.map((source) => sources.indexOf(source)),
      words,
    ),
  );
}

/** Another value in nearly every row. Nothing stays nothing. */
function own(source: Source, show: (value: string) => CsvCell): Column {
  const read: Column['read'] = ([at = -1], { decimals }) => {
    const cell = (row: PlainRow) => {
      const value = row[at] ?? null;
      return value === null ? null : show(String(value));
    };
    return { cell, text: (row) => csvCell(cell(row), decimals) };
  };
  return { sources: [source], read };
}

/** A text of figures: nothing in it is quoted or begins a formula. */
function instant(source: Source): Column {
  const read: Column['read'] = ([at = -1]) => {
    const cell = (row: PlainRow) => {
      const value = row[at] ?? null;
      return value === null ? null : civilTextOf(String(value));
    };
    return { cell, text: (row) => cell(row) ?? '' };
  };
  return { sources: [source], read };
}

/** One of few values, `''` for none. */
function coded(source: Source, show: (value: string, words: ListWords) => CsvCell): Column {
  const read: Column['read'] = ([at = -1], words) => {
    const cellOf = remembered((value) => show(String(value ?? ''), words));
    const textOf = remembered((value) => csvCell(cellOf(value), words.decimals));
    return { cell: (row) => cellOf(row[at]), text: (row) => textOf(row[at]) };
  };
  return { sources: [source], read };
}

/** `0` or `1`. */
function yesOrNo(flag: string, { texts }: ListWords): string {
  return texts.say(`flag.${flag}`);
}

type Named = 'category' | 'office' | 'area' | 'partner' | 'level' | 'state' | 'outcome';

function codeOf(dimension: Named, source: Source): Column {
  return coded(source, (id, { names }) => names[dimension].get(id)?.code);
}

function named(dimension: Named, source: Source): Column {
  return coded(source, (id, { names, texts }) => {
    const name = names[dimension].get(id);
    return name && nameOf(dimension, name, texts);
  });
}

/** From the filing on, in days of 24 hours. */
function daysUntil(source: 'firstAnswerAt' | 'closedAt'): Column {
  const read: Column['read'] = ([filed = -1, until = -1], { decimals }) => {
    const cell = (row: PlainRow) => {
      const end = row[until] ?? null;
      if (end === null) return null;
      const ms = Math.round(storedMs(String(end)) - storedMs(String(row[filed])));
      return quantity(daysOf(ms), 'days');
    };
    return { cell, text: (row) => csvCell(cell(row), decimals) };
  };
  return { sources: ['filedAt', source], read };
}

function remembered<T>(work: (value: PlainRow[number] | undefined) => T) {
  const known = new Map<PlainRow[number] | undefined, T>();
  return (value: PlainRow[number] | undefined): T => {
    const found = known.get(value);
    if (found !== undefined || known.has(value)) return found as T; // what was put there
    const fresh = work(value);
    known.set(value, fresh);
    return fresh;
  };
}
