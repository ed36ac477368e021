import { Injectable } from '@nestjs/common';
import type { OfficeViewer } from '../../../access/viewer.js';
import { DeskList } from '../../../requests/queries/desk-list.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { Refusal } from '../../../shared/refusal.js';
import type { Visit } from '../../../web/request/visit.js';
import { isHelper } from '../office-viewer.js';
import { FilingPage } from './filing-page.service.js';

const FORM = { action: '/ufficio/aiuto', isHelper: true };
/** A helper has this one place. */
const NAV = [{ href: '/ufficio/aiuto', label: 'offices:nav.help' }];
const MOST_UNPRINTED = 20;

/** Promises a helper's desk: the form, and the receipts that they have still to print. Shows nobody else's, and none that was printed. */
@Injectable()
export class HelpPointPage {
  constructor(
    private readonly page: FilingPage,
    private readonly desk: DeskList,
    private readonly views: RequestViews,
  ) {}

  async blank(viewer: OfficeViewer, visit: Visit) {
    return this.around(viewer, visit, await this.page.blank(visit));
  }

  async around(viewer: OfficeViewer, visit: Visit, model: object) {
    const filter = { stage: 'all', sort: 'filed', limit: MOST_UNPRINTED } as const;
    const { items } = await this.desk.list(viewer, filter, visit.language);
    const unprinted = items.map(({ ticketNumber, title, filedAt }) => ({
      ticketNumber,
      title,
      filedAt,
    }));
    return { ...FORM, ...model, nav: NAV, unprinted };
  }

  async find(
    viewer: OfficeViewer,
    ticketNumber: string,
    visit: Visit,
  ): Promise<RequestView | Refusal> {
    if (!isHelper(viewer)) return new Refusal('not-found');
    return this.views.view(viewer, ticketNumber, visit.language);
  }
}
