import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.service.js';
import type { CsvCell } from '../csv.js';
import type { Month } from '../domain/month.js';
import { type Group, smallNumbers } from '../domain/small-numbers.js';
import { DimensionNames } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';
import { OPEN_COLUMNS, type OpenRow } from './open-data-columns.js';

const PAGE_ROWS = 1_000;
const IN_MONTH = 'filed_on >= :first AND filed_on < :next';
const GROUPS = `
  SELECT category_id AS "categoryId", area_id AS "areaId", CAST(COUNT(*) AS INTEGER) AS "cases"
    FROM request_facts WHERE ${IN_MONTH} GROUP BY category_id, area_id`;
const PAGE = `
  SELECT request_id AS "requestId", kind, category_id AS "categoryId", office_id AS "officeId", area_id AS "areaId",
         channel, state_kind AS "stateKind", filed_on AS "filedOn", closed_on AS "closedOn", outcome
    FROM request_facts
   WHERE ${IN_MONTH} AND filed_on >= :lastOn AND (filed_on > :lastOn OR request_id > :lastId)
   ORDER BY filed_on, request_id LIMIT :limit`;

/**
 * Gives the requests filed in a month to everybody: no name, no text, no place finer than an area, and neither area nor category where the
 * month has fewer cases than the council's setting. One page of rows in memory at a time. Refuses nothing.
 */
@Injectable()
export class OpenData {
  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly settings: Settings,
  ) {}

  /** A row a request, in the order of `OPEN_COLUMNS`. */
  async *rows({ first, next }: Month): AsyncGenerator<CsvCell[]> {
    const [names, groups, least] = await Promise.all([
      this.names.all(),
      this.slowReads.rows<Group>(GROUPS, { first, next }),
      this.settings.get('openDataLeastCases'),
    ]);
    const shownOf = smallNumbers(groups, least);
    for await (const row of this.requests({ first, next }))
      yield OPEN_COLUMNS.map(({ read }) => read(row, shownOf(row), names));
  }

  private async *requests(bounds: { first: string; next: string }): AsyncGenerator<OpenRow> {
    let last = { lastOn: bounds.first, lastId: '' };
    for (;;) {
      const page = await this.slowReads.rows<OpenRow>(PAGE, { ...bounds, ...last, limit: PAGE_ROWS }); // prettier-ignore
      yield* page;
      const end = page.at(-1);
      if (!end || page.length < PAGE_ROWS) return;
      last = { lastOn: end.filedOn, lastId: end.requestId };
    }
  }
}
