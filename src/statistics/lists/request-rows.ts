/**
 * One row a request filed in a range of days, in filing order, read page by page: the list itself, without a framework, so that a thread of its own
 * can write it. Times are the city's own, as spreadsheets read them: `YYYY-MM-DD HH:MM:SS`.
 */
import { databaseKind } from '../../config/database-kind.js';
import type { CsvCell, CsvRow } from '../csv.js';
import type { CivilRange } from '../domain/civil-range.js';
import { civilTextOf } from '../domain/civil-text.js';
import { daysOf } from '../domain/figures.js';
import type { Names } from '../names.service.js';
import { nameOf, type StatisticsTexts } from '../texts.js';
import { EXPORT_PAGE, type ExportedRow } from './requests-page-sql.js';

const PAGE_ROWS = 1_000;

/** Asks the database, wherever it is asked from. */
export type Ask = <T>(sql: string, parameters: Record<string, string | number>) => Promise<T[]>;

export interface RequestList {
  readonly range: CivilRange;
  readonly names: Names;
  readonly texts: StatisticsTexts;
  readonly columns: readonly string[];
  /** More columns, of some requests; only those stand in the list. */
  readonly people: {
    readonly columns: readonly string[];
    /** Undefined where the request is none of them. */
    readonly cells: (requestId: string) => readonly CsvCell[] | undefined;
  } | null;
}

/** The heading row first. */
export async function* requestRows(ask: Ask, list: RequestList): AsyncGenerator<CsvRow> {
  const { names, columns, people } = list;
  const words = remembered(list.texts);
  const read = columns.map((code) => COLUMNS[code]).filter((one) => one !== undefined);
  yield [...columns, ...(people?.columns ?? [])].map((code) => words.say(`columns.${code}`));
  for await (const page of pages(ask, list.range))
    for (const row of page) {
      const cells = read.map((cell) => cell(row, names, words));
      const more = people ? people.cells(row.requestId) : [];
      if (more) yield [...cells, ...more];
    }
}

async function* pages(ask: Ask, { from, to }: CivilRange): AsyncGenerator<readonly ExportedRow[]> {
  let last = { lastOn: from, lastId: '' };
  for (;;) {
    const page = await ask<ExportedRow>(EXPORT_PAGE, { ...last, to, limit: PAGE_ROWS });
    yield page;
    const end = page.at(-1);
    if (!end || page.length < PAGE_ROWS) return;
    last = { lastOn: end.filedOn, lastId: end.requestId };
  }
}

type ReadCell = (row: ExportedRow, names: Names, texts: StatisticsTexts) => CsvCell;

const COLUMNS: Readonly<Record<string, ReadCell>> = {
  ticketNumber: (row) => row.ticketNumber,
  kind: (row, _, texts) => texts.say(`kind.${row.kind}`),
  categoryCode: (row, names) => names.category.get(row.categoryId)?.code,
  category: named('category', (row) => row.categoryId),
  officeCode: (row, names) => names.office.get(row.officeId)?.code,
  office: named('office', (row) => row.officeId),
  areaCode: (row, names) => names.area.get(row.areaId ?? '')?.code,
  area: named('area', (row) => row.areaId),
  partnerCode: (row, names) => names.partner.get(row.partnerId ?? '')?.code,
  partner: named('partner', (row) => row.partnerId),
  channel: (row, _, texts) => texts.say(`channel.${row.channel}`),
  language: (row) => row.language,
  origin: (row, _, texts) => row.origin && texts.say(`origin.${row.origin}`),
  level: named('level', (row) => row.level),
  state: (row) => row.state,
  stateName: named('state', (row) => row.state),
  stateKind: (row, _, texts) => texts.say(`stateKind.${row.stateKind}`),
  filedAt: (row) => shownInstant(row.filedAt),
  weekday: (row, _, texts) => texts.say(`weekdays.${row.weekday}`),
  hour: (row) => Number(row.hour),
  firstAnswerAt: (row) => shownInstant(row.firstAnswerAt),
  dueAt: (row) => shownInstant(row.dueAt),
  closedAt: (row) => shownInstant(row.closedAt),
  outcome: (row) => row.outcome,
  outcomeName: named('outcome', (row) => row.outcome),
  isWithdrawn: (row) => row.isWithdrawn,
  isImported: (row) => row.isImported,
  timesReopened: (row) => row.timesReopened,
  suspendedDays: (row) => daysOf(row.suspendedSeconds * 1000),
  daysToFirstAnswer: (row) => daysPassed(row, row.firstAnswerAt, row.msToFirstAnswer),
  daysToClosure: (row) => daysPassed(row, row.closedAt, row.msToClosure),
};

/** The codes of all columns, in their order. */
export const EXPORT_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** Those of the columns that were asked for, in the columns' order; all, where none of them is one. */
export function askedColumns(asked: readonly string[]): readonly string[] {
  const known = EXPORT_COLUMNS.filter((code) => asked.includes(code));
  return known.length > 0 ? known : EXPORT_COLUMNS;
}

/** Looks each word up once, not once a row. */
function remembered(texts: StatisticsTexts): StatisticsTexts {
  const known = new Map<string, string>();
  const say = (key: string): string => {
    const word = known.get(key) ?? texts.say(key);
    known.set(key, word);
    return word;
  };
  return { ...texts, say };
}

function named(
  dimension: 'category' | 'office' | 'area' | 'partner' | 'level' | 'state' | 'outcome',
  idOf: (row: ExportedRow) => string | null,
): ReadCell {
  return (row, names, texts) => {
    const name = names[dimension].get(idOf(row) ?? '');
    return name && nameOf(dimension, name, texts);
  };
}

function shownInstant(text: string | null): string | null {
  return text === null || databaseKind === 'postgres' ? text : civilTextOf(text);
}

/** PostgreSQL tells the milliseconds; SQLite tells instants (`requests-page-sql.ts`). */
function daysPassed(
  { filedAt }: ExportedRow,
  until: string | null,
  milliseconds: number | null,
): number | null {
  if (until === null) return null;
  return daysOf(milliseconds ?? Date.parse(until) - Date.parse(filedAt));
}
