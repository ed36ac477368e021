import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { threadDatabase } from '../../database/thread-database.js';
import { Refusal } from '../../shared/refusal.js';
import type { CsvRow } from '../csv.js';
import type { CivilRange } from '../domain/civil-range.js';
import { DimensionNames } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';
import type { StatisticsTexts } from '../texts.js';
import { csvInThread } from './csv-in-thread.js';
import { contactCells, type ContactsByRequest } from '../exports/personal-columns.js';
import { type Ask, EXPORT_COLUMNS, type RequestList, requestRows } from './request-rows.js';
import { listWords } from './list-words.js';

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
    private readonly environment: Environment,
  ) {}

  /** The file, to be piped: written in a thread of its own, so that no page waits. A stream that is destroyed gives its place free. */
  open(range: CivilRange, texts: StatisticsTexts, columns = EXPORT_COLUMNS): Readable | Refusal {
    if (this.running >= FILES_AT_ONCE) return new Refusal('unavailable', 'exports-running');
    this.running += 1;
    this.log.log({ event: 'requests-exported', from: range.from, to: range.to });
    const order = async () => ({
      database: threadDatabase(this.environment),
      names: await this.names.all(),
      language: texts.language,
      words: listWords(texts),
      ...{ range, columns },
    });
    return csvInThread(order).once('close', () => {
      this.running -= 1;
    });
  }

  /** The same rows, for whoever writes them elsewhere, with contacts where some were opened. */
  async *rows(
    range: CivilRange,
    texts: StatisticsTexts,
    { columns, people }: ListedColumns = { columns: EXPORT_COLUMNS, people: null },
  ): AsyncGenerator<CsvRow> {
    const names = await this.names.all();
    const ask: Ask = (sql, parameters) => this.slowReads.rows(sql, parameters);
    yield* requestRows(ask, { range, names, texts, columns, people: people && cellsOf(people) });
  }

  /** How many rows the list of these days has. */
  async count(range: CivilRange): Promise<number> {
    const sql = `SELECT COUNT(*) AS "count" FROM request_facts WHERE filed_on >= :from AND filed_on <= :to`;
    const [row] = await this.slowReads.rows<{ count: number | string }>(sql, { ...range });
    return Number(row?.count ?? 0);
  }
}

export interface ListedColumns {
  readonly columns: readonly string[];
  /** Contacts that were opened for this list; only requests that are among them stand in it. */
  readonly people: {
    readonly columns: readonly string[];
    readonly contacts: ContactsByRequest;
  } | null;
}

function cellsOf({
  columns,
  contacts,
}: NonNullable<ListedColumns['people']>): RequestList['people'] {
  const cells = (requestId: string) => {
    const opened = contacts.get(requestId);
    return opened === undefined ? undefined : contactCells(columns, opened);
  };
  return { columns, cells };
}
