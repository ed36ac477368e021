import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { toInstant } from '../../database/columns.js';
import { Settings } from '../../settings/settings.service.js';
import type { CsvCell } from '../csv.js';
import { type Month, monthOf } from '../domain/month.js';
import { type Group, smallNumbers } from '../domain/small-numbers.js';
import { Kept } from '../kept.js';
import { DimensionNames } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';
import { OPEN_COLUMNS, openId, type OpenRow } from './open-data-columns.js';

/** A month that everybody may read. */
export interface OpenMonth {
  readonly month: Month;
  /** Civil date: of the last step of any of its requests, or the first day on which it could be had. */
  readonly modified: string;
}

interface CountedMonth {
  readonly code: string;
  readonly cases: number;
  readonly changedAt: unknown;
}

const PAGE_ROWS = 500;
const KEPT = { most: 1, forMs: 600_000 };
const IN_MONTH = 'filed_on >= :first AND filed_on < :next';
const TRAITS = `
  category_id AS "categoryId", area_id AS "areaId", office_id AS "officeId", channel AS "channel", kind AS "kind",
  CASE WHEN state_kind = 'closed' THEN 'closed' ELSE 'open' END AS "status", outcome AS "outcome"`;
const GROUPS = `
  SELECT ${TRAITS}, CAST(COUNT(*) AS INTEGER) AS "cases" FROM request_facts WHERE ${IN_MONTH}
   GROUP BY category_id, area_id, office_id, channel, kind, CASE WHEN state_kind = 'closed' THEN 'closed' ELSE 'open' END, outcome`;
const IDS = `SELECT request_id AS "id" FROM request_facts WHERE ${IN_MONTH}`;
const ROWS = `
  SELECT request_id AS "requestId", filed_on AS "filedOn", closed_on AS "closedOn", ${TRAITS}
    FROM request_facts WHERE request_id IN (:...ids)`;
const MONTHS = `
  SELECT SUBSTR(f.filed_on, 1, 7) AS "code", CAST(COUNT(*) AS INTEGER) AS "cases", MAX(s.recorded_at) AS "changedAt"
    FROM request_facts f JOIN service_requests r ON r.id = f.request_id
         LEFT JOIN steps s ON s.request_id = r.id AND s.seq = r.last_seq
   WHERE f.filed_on < :running GROUP BY SUBSTR(f.filed_on, 1, 7) ORDER BY 1 DESC`;

/**
 * Gives the requests filed in a month that is over to everybody: no name, no text, no place finer than an area, nothing that too few share (see
 * `smallNumbers`), in the order of codes that tell nothing. A month with fewer requests than the council's setting has no rows, and is not listed.
 * The ids of a month and one page of rows in memory at a time. Refuses nothing.
 */
@Injectable()
export class OpenData {
  private readonly counted = new Kept<readonly CountedMonth[]>(KEPT);

  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly settings: Settings,
  ) {}

  /** Those that ended before `running` and have rows, newest first. */
  async months(running: Month): Promise<OpenMonth[]> {
    const least = await this.settings.get('openDataLeastCases');
    const months = await this.counted.get(running.code, () =>
      this.slowReads.rows<CountedMonth>(MONTHS, { running: running.first }),
    );
    return months
      .filter(({ cases }) => cases >= least)
      .map(({ code, changedAt }) => {
        const month = monthOf(code);
        const changed = changedAt === null ? '' : civilDate(toInstant(changedAt));
        return { month, modified: changed > month.next ? changed : month.next };
      });
  }

  /** A row a request, in the order of `OPEN_COLUMNS`. */
  async *rows({ first, next }: Month): AsyncGenerator<CsvCell[]> {
    const [names, groups, least] = await Promise.all([
      this.names.all(),
      this.slowReads.rows<Group>(GROUPS, { first, next }),
      this.settings.get('openDataLeastCases'),
    ]);
    if (groups.reduce((all, { cases }) => all + cases, 0) < least) return;
    const shownOf = smallNumbers(groups, least);
    for await (const row of this.requests({ first, next }))
      yield OPEN_COLUMNS.map(({ read }) => read(row, shownOf(row), names));
  }

  private async *requests(bounds: { first: string; next: string }): AsyncGenerator<OpenRow> {
    const known = await this.slowReads.rows<{ id: string }>(IDS, bounds);
    const places = known.map(({ id }) => ({ id, place: openId(id) }));
    places.sort((a, b) => (a.place < b.place ? -1 : 1));
    for (let at = 0; at < places.length; at += PAGE_ROWS) {
      const ids = places.slice(at, at + PAGE_ROWS).map(({ id }) => id);
      const page = await this.slowReads.rows<OpenRow>(ROWS, { ids });
      const byId = new Map(page.map((row) => [row.requestId, row]));
      yield* ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
    }
  }
}
