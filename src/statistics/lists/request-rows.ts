/**
 * One row a request filed in a range of days, in filing order, read page by page: the list itself, without a framework, so that a thread or a process
 * of its own can write it.
 */
import type { PlainRow, ThreadConnection } from '../../database/thread-database.js';
import type { Condition } from '../../requests/request-scope.js';
import type { Language } from '../../shared/localized-text.js';
import { type CsvCell, type CsvRow, csvCell, csvText, type Decimals, LINE_END, SEPARATOR } from '../csv.js'; // prettier-ignore
import type { CivilRange } from '../domain/civil-range.js';
import type { Names } from '../names.service.js';
import { type ReadColumn, readColumns, sourcesOf } from './list-columns.js';
import { pageSql, PLACE, type Source } from './requests-page-sql.js';
import { textsOf } from './told-texts.js';

const PAGE_ROWS = 200;

/** What a list is made of, as data: threads and processes get a copy. */
export interface RequestList {
  readonly range: CivilRange;
  /** What its reader may see: no other request is read. */
  readonly seen: Condition;
  readonly names: Names;
  readonly language: Language;
  readonly words: Readonly<Record<string, string>>;
  readonly decimals: Decimals;
  readonly columns: readonly string[];
  /** More columns, of some requests by their id; only those stand in the list. */
  readonly people: {
    readonly columns: readonly string[];
    readonly cells: ReadonlyMap<string, readonly CsvCell[]>;
  } | null;
}

/** The list page by page, the heading first. */
export async function* requestRows(
  ask: ThreadConnection['rows'],
  list: RequestList,
): AsyncGenerator<readonly CsvRow[]> {
  const sources = sourcesOf(list.columns, PLACE);
  const columns = columnsOf(list, sources);
  yield [headingOf(list)];
  for await (const page of pages(ask, sources, list))
    yield page.map((row) => columns.map(({ cell }) => cell(row)));
}

/** The same as a CSV file's text, each page with the number of its rows: no cell is made on the way. */
export async function* requestTexts(
  ask: ThreadConnection['rows'],
  list: RequestList,
): AsyncGenerator<{ readonly text: string; readonly rows: number }> {
  const sources = sourcesOf(list.columns, PLACE);
  const columns = columnsOf(list, sources);
  yield { text: csvText([headingOf(list)]), rows: 0 };
  for await (const page of pages(ask, sources, list)) {
    let text = '';
    for (const row of page) text += lineOf(columns, row);
    yield { text, rows: page.length };
  }
}

function headingOf({ columns, people, language, words }: RequestList): CsvRow {
  const { say } = textsOf(language, words);
  return [...columns, ...(people?.columns ?? [])].map((code) => say(`columns.${code}`));
}

function columnsOf(list: RequestList, sources: readonly Source[]): ReadColumn[] {
  const { columns, names, people, decimals } = list;
  const texts = textsOf(list.language, list.words);
  const read = readColumns(columns, sources, { names, texts, decimals });
  const more = (people?.columns ?? []).map((_, i) => {
    const cell = (row: PlainRow) => people?.cells.get(idOf(row))?.[i];
    return { cell, text: (row: PlainRow) => csvCell(cell(row)) };
  });
  return [...read, ...more];
}

/** Joined, not added up: half the garbage. */
function lineOf(columns: readonly ReadColumn[], row: PlainRow): string {
  return columns.map(({ text }) => text(row)).join(SEPARATOR) + LINE_END;
}

/** The next page is on its way while one is written. */
async function* pages(
  ask: ThreadConnection['rows'],
  sources: readonly Source[],
  { range: { from, to }, seen, people }: RequestList,
): AsyncGenerator<readonly PlainRow[]> {
  const sql = pageSql(sources, seen.sql);
  const after = (lastOn: string, lastId: string) => {
    const page = ask(sql, { ...seen.parameters, lastOn, lastId, to, limit: PAGE_ROWS });
    page.catch(() => undefined); // told where it is awaited
    return page;
  };
  let next = after(from, '');
  for (;;) {
    const page = await next;
    const end = page.at(-1);
    if (end && page.length === PAGE_ROWS) next = after(String(end[0]), idOf(end));
    yield people ? page.filter((row) => people.cells.has(idOf(row))) : page;
    if (page.length < PAGE_ROWS) return;
  }
}

/** See `PLACE`. */
function idOf(row: PlainRow): string {
  return String(row[1]);
}
