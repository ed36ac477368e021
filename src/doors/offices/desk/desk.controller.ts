import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import { may, type Viewer } from '../../../access/viewer.js';
import { DeskList } from '../../../requests/queries/desk-list.service.js';
import { REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import { Clock } from '../../../shared/clock.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { BulkPage } from './bulk/bulk-page.service.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { chipsOf } from './desk-chips.js';
import { hasFilters, isNarrowed, lineModel, quickLinks } from './desk-page.js';
import { listAddress, readDeskQuery } from './desk-query.js';

@Controller('ufficio')
export class DeskController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: DeskList,
    private readonly choices: DeskChoicesService,
    private readonly clock: Clock,
    private readonly bulk: BulkPage,
  ) {}

  /** A helper has no list: their desk is the form. */
  @Get()
  @Allow('requests.see', 'requests.file-for-others')
  async list(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Query() typed: unknown,
  ): Promise<void> {
    const viewer = officePerson(asking);
    if (!may(viewer, 'requests.see')) return this.pages.redirect(res, '/ufficio/aiuto');
    const query = readDeskQuery(typed, viewer.accountId);
    const { language } = visitOf(res);
    const [found, choices, bulk] = await Promise.all([
      this.desk.list(viewer, query.filter, language),
      this.choices.for(viewer),
      this.bulk.bar(viewer, language),
    ]);
    const now = this.clock.now();
    const colleagues = bulk?.people.filter(({ value }) => value !== viewer.accountId) ?? [];
    this.pages.render(res, 'offices/list', {
      lines: found.items.map((line) => lineModel(line, now)),
      next: found.next === null ? null : listAddress(query.values, found.next),
      isFirst: query.filter.cursor === undefined,
      firstPage: listAddress(query.values),
      quick: quickLinks(viewer, choices, query),
      choices: { ...choices, people: colleagues },
      kinds: REQUEST_KINDS,
      chips: chipsOf(query.values, choices.outcomes),
      values: query.values,
      errors: query.errors,
      isNarrowed: isNarrowed(query),
      hasFilters: hasFilters(query),
      isSearch: query.values.cerca !== undefined,
      mayFile: may(viewer, 'requests.file-for-others'),
      mayWork: may(viewer, 'requests.work'),
      bulk,
    });
  }
}
