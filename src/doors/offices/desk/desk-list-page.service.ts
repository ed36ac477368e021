import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { DeskList } from '../../../requests/queries/desk-list.service.js';
import { REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import { Clock } from '../../../shared/clock.js';
import type { Language } from '../../../shared/localized-text.js';
import { BulkPage } from './bulk/bulk-page.service.js';
import { DeskChips } from './desk-chips.service.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { hasFilters, isNarrowed, lineModel, quickLinks } from './desk-page.js';
import { type DeskQuery, listAddress, readDeskQuery } from './desk-query.js';

/** A longer list is compared with no number: nobody counts it by eye, and counting it would take its time. */
const MOST_COUNTED = 5000;

/** Sets the list that an address asks, within what the viewer may see. Refuses nothing: a wrong day is an error at its field. */
@Injectable()
export class DeskListPage {
  constructor(
    private readonly desk: DeskList,
    private readonly choices: DeskChoicesService,
    private readonly chips: DeskChips,
    private readonly bulk: BulkPage,
    private readonly clock: Clock,
  ) {}

  async model(viewer: OfficeViewer, typed: unknown, language: Language) {
    const query = readDeskQuery(typed, viewer.accountId);
    const [found, choices, chips, bulk, listed] = await Promise.all([
      this.desk.list(viewer, query.filter, language),
      this.choices.for(viewer),
      this.chips.of(query.values),
      this.bulk.bar(viewer, language),
      this.listed(viewer, query),
    ]);
    const now = this.clock.now();
    const colleagues = bulk?.people.filter(({ value }) => value !== viewer.accountId) ?? [];
    return {
      lines: found.items.map((line) => lineModel(line, now)),
      next: found.next === null ? null : listAddress(query.values, found.next),
      isFirst: query.filter.cursor === undefined,
      firstPage: listAddress(query.values),
      quick: quickLinks(viewer, choices, query),
      choices: { ...choices, people: colleagues },
      kinds: REQUEST_KINDS,
      chips,
      values: query.values,
      errors: query.errors,
      isNarrowed: isNarrowed(query),
      differs:
        listed !== null && listed !== query.counted ? { counted: query.counted, listed } : null,
      hasFilters: hasFilters(query),
      isSearch: query.values.cerca !== undefined,
      mayFile: may(viewer, 'requests.file-for-others'),
      mayWork: may(viewer, 'requests.work'),
      bulk,
    };
  }

  /** How many it has today, where a number of the statistics led here and whoever looks sees all that was counted. */
  private async listed(
    viewer: OfficeViewer,
    { filter, counted }: DeskQuery,
  ): Promise<number | null> {
    if (counted === null || counted > MOST_COUNTED || viewer.scope !== 'all') return null;
    return filter.cursor === undefined ? this.desk.count(viewer, filter, MOST_COUNTED * 2) : null;
  }
}
