import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { toInstant, toInstantOrNull } from '../database/columns.js';
import { Refusal } from '../shared/refusal.js';
import { type CsvCell, type CsvRow, csvStream } from './csv.js';
import type { CivilRange } from './domain/civil-range.js';
import { civilText, civilTextOf } from './domain/civil-text.js';
import { daysOf } from './domain/figures.js';
import { DimensionNames, type Names } from './names.service.js';
import { contactCells, type ContactsByRequest } from './exports/personal-columns.js';
import { EXPORT_PAGE, type ExportedRow } from './requests-export-sql.js';
import { SlowReads } from './slow-reads.service.js';
import { nameOf, type StatisticsTexts } from './texts.js';

const PAGE_ROWS = 1_000;
const FILES_AT_ONCE = 2;

/**
 * Gives one row a request filed in a range of days, in filing order, without personal data, one page of rows in memory at a time.
 * Stops reading as soon as nobody takes rows any more. Refuses a third file while two are being written.
 */
@Injectable()
export class RequestsExport {
  private readonly log = new Logger(RequestsExport.name);
  private running = 0;

  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
  ) {}

  /** The file, to be piped; a stream that is destroyed gives its place free. */
  open(range: CivilRange, texts: StatisticsTexts, columns = EXPORT_COLUMNS): Readable | Refusal {
    if (this.running >= FILES_AT_ONCE) return new Refusal('unavailable', 'exports-running');
    this.running += 1;
    this.log.log({ event: 'requests-exported', from: range.from, to: range.to });
    return csvStream(this.rows(range, texts, { columns, people: null })).once('close', () => {
      this.running -= 1;
    });
  }

  /** The heading row first. Times are the city's own, as spreadsheets read them: `YYYY-MM-DD HH:MM:SS`. */
  async *rows(
    range: CivilRange,
    texts: StatisticsTexts,
    { columns, people }: ExportedColumns = { columns: EXPORT_COLUMNS, people: null },
  ): AsyncGenerator<CsvRow> {
    const names = await this.names.all();
    const words = remembered(texts);
    const read = columns.map((code) => COLUMNS[code]).filter((one) => one !== undefined);
    yield [...columns, ...(people?.columns ?? [])].map((code) => words.say(`columns.${code}`));
    for await (const page of this.pages(range))
      for (const row of page) {
        const cells = read.map((cell) => cell(row, names, words));
        const contacts = people?.contacts.get(row.requestId);
        if (contacts !== undefined) cells.push(...contactCells(people?.columns ?? [], contacts));
        if (!people || contacts !== undefined) yield cells;
      }
  }

  /** How many rows the list of these days has. */
  async count(range: CivilRange): Promise<number> {
    const sql = `SELECT COUNT(*) AS "count" FROM request_facts WHERE filed_on >= :from AND filed_on <= :to`;
    const [row] = await this.slowReads.rows<{ count: number | string }>(sql, { ...range });
    return Number(row?.count ?? 0);
  }

  private async *pages({ from, to }: CivilRange): AsyncGenerator<readonly ExportedRow[]> {
    let last = { lastOn: from, lastId: '' };
    for (;;) {
      const page = await this.slowReads.rows<ExportedRow>(EXPORT_PAGE, {
        ...last,
        to,
        limit: PAGE_ROWS,
      });
      yield page;
      const end = page.at(-1);
      if (!end || page.length < PAGE_ROWS) return;
      last = { lastOn: end.filedOn, lastId: end.requestId };
    }
  }
}

export interface ExportedColumns {
  readonly columns: readonly string[];
  /** Contacts that were opened for this list; only requests that are among them stand in it. */
  readonly people: {
    readonly columns: readonly string[];
    readonly contacts: ContactsByRequest;
  } | null;
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
  daysToFirstAnswer: (row) => daysBetween(row.filedAt, row.firstAnswerAt),
  daysToClosure: (row) => daysBetween(row.filedAt, row.closedAt),
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

function shownInstant(value: unknown): string | null {
  return typeof value === 'string' ? civilTextOf(value) : civilText(toInstantOrNull(value));
}

function daysBetween(from: unknown, until: unknown): number | null {
  const end = toInstantOrNull(until);
  return end && daysOf(end.getTime() - toInstant(from).getTime());
}
