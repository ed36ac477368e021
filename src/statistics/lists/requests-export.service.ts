import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Environment } from '../../config/environment.js';
import { threadDatabase } from '../../database/thread-database.js';
import { seenBy } from '../../requests/request-scope.js';
import { Refusal } from '../../shared/refusal.js';
import type { Decimals } from '../csv.js';
import { DimensionNames } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';
import type { StatisticsTexts } from '../texts.js';
import { csvInThread, type ListOrder } from './csv-in-thread.js';
import type { RequestList } from './request-rows.js';
import { listWords } from './list-words.js';

const FILES_AT_ONCE = 2;

/** A list as it is asked for. */
export interface AskedList extends Pick<RequestList, 'range' | 'columns'> {
  readonly viewer: Viewer;
  readonly texts: StatisticsTexts;
  /** As people read them, where nothing is said. */
  readonly decimals?: Decimals;
}

/**
 * Gives one row a request that its reader may see, filed in a range of days, in filing order, without personal data, one page of rows in memory at
 * a time. Stops reading as soon as nobody takes rows any more. Refuses a third file while two are being written.
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
  open(asked: AskedList, { isPacked }: { readonly isPacked: boolean }): Readable | Refusal {
    if (this.running >= FILES_AT_ONCE) return new Refusal('unavailable', 'exports-running');
    this.running += 1;
    const { from, to } = asked.range;
    this.log.log({ event: 'requests-exported', from, to });
    const order = this.order(asked, null).then((list) => ({ ...list, isPacked }));
    return csvInThread(order).once('close', () => {
      this.running -= 1;
    });
  }

  /** The same list, for whoever writes it elsewhere, with contacts where some were opened. */
  async order(
    { viewer, range, columns, texts, decimals = 'comma' }: AskedList,
    people: RequestList['people'],
  ): Promise<ListOrder> {
    return {
      database: threadDatabase(this.environment),
      names: await this.names.all(),
      language: texts.language,
      words: listWords(texts),
      seen: seenBy(viewer),
      ...{ range, columns, people, decimals },
    };
  }

  /** How many rows the list of these days has. */
  async count({ viewer, range }: Pick<AskedList, 'viewer' | 'range'>): Promise<number> {
    const seen = seenBy(viewer);
    const sql = `SELECT COUNT(*) AS "count" FROM request_facts f JOIN service_requests r ON r.id = f.request_id
      WHERE f.filed_on >= :from AND f.filed_on <= :to AND (${seen.sql})`;
    const [row] = await this.slowReads.rows<{ count: number | string }>(sql, { ...seen.parameters, ...range }); // prettier-ignore
    return Number(row?.count ?? 0);
  }
}
