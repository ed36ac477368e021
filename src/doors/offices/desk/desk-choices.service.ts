import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import type { Office } from '../../../offices/office.entity.js';
import { Offices } from '../../../offices/offices.service.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { Partners } from '../../../partners/partners.service.js';
import { Snapshot } from '../../../shared/snapshot.js';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { Territory } from '../../../territory/territory.service.js';
import { type StateChoice, WorkflowStates } from './workflow-states.service.js';

export interface Choice {
  readonly value: string;
  readonly label: string | LocalizedText;
}

/** What a viewer may narrow their list by. `offices` is empty where there is only one to see. */
export interface DeskChoices {
  readonly states: readonly StateChoice[];
  readonly categories: readonly Choice[];
  readonly areas: readonly Choice[];
  readonly partners: readonly Choice[];
  readonly offices: readonly Choice[];
}

/** Promises the filter's choices: states of the iters in use, and of categories and offices only those that the viewer's scope reaches. */
@Injectable()
export class DeskChoicesService {
  private readonly lists: Snapshot<{ offices: Office[]; partners: Partner[] }>;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly states: WorkflowStates,
    offices: Offices,
    private readonly territory: Territory,
    partners: Partners,
  ) {
    this.lists = new Snapshot(async () => ({
      offices: await offices.list(),
      partners: await partners.active(),
    }));
  }

  async for(viewer: OfficeViewer): Promise<DeskChoices> {
    const seesAll = viewer.scope === 'all';
    const [categories, { offices: all, partners }, areas] = await Promise.all([
      this.catalogue.all(), // requests of a category that was switched off go on
      this.lists.get(),
      this.territory.areas(),
    ]);
    const offices = all.filter(({ id }) => seesAll || viewer.officeIds.includes(id));
    const mine = categories.filter((one) => seesAll || viewer.officeIds.includes(one.officeId));
    const iters = (mine.length > 0 ? mine : categories).map((one) => one.workflowCode);
    return {
      states: await this.states.of(iters),
      categories: mine.map(({ code, name }) => ({ value: code, label: name })),
      areas: areas.map(({ code, name }) => ({ value: code, label: name })),
      partners: may(viewer, 'requests.see')
        ? partners.map(({ code, name }) => ({ value: code, label: name }))
        : [],
      offices:
        offices.length > 1 ? offices.map(({ code, name }) => ({ value: code, label: name })) : [],
    };
  }
}
