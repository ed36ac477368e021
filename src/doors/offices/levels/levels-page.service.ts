import { Injectable } from '@nestjs/common';
import type { OfficeViewer } from '../../../access/viewer.js';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import { Offices } from '../../../offices/offices.service.js';
import { type Level, WAITS } from '../../../requests/levels/waits.js';
import { LevelWaits, type WaitLine } from '../../../requests/levels/level-waits.service.js';
import type { WorkflowDocument } from '../../../workflow/domain/document.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { WorkflowsInUse } from '../../../workflow/workflows-in-use.service.js';

const SHOWN = 50;
const DAY_MS = 86_400_000;

/** What waits for each level, grouped as the page tells it, and the offices that a viewer may narrow it by. */
@Injectable()
export class LevelsPage {
  constructor(
    private readonly levels: LevelWaits,
    private readonly catalogue: Catalogue,
    private readonly workflows: Workflows,
    private readonly inUse: WorkflowsInUse,
    private readonly officeList: Offices,
  ) {}

  async waits(viewer: OfficeViewer, office: string | undefined): Promise<WaitLine[]> {
    return this.levels.list(viewer, await this.documents(), office);
  }

  /** The longest waits first, 50 of each kind. */
  groups(waits: readonly WaitLine[], level: Level, now: Date) {
    return [...WAITS, 'next' as const, 'news' as const].flatMap((wait) => {
      const lines = waits.filter((one) => one.wait === wait && one.level === level);
      if (lines.length === 0) return [];
      const shown = lines.slice(0, SHOWN).map((one) => ({
        ...one,
        days: Math.floor((now.getTime() - one.since.getTime()) / DAY_MS),
      }));
      return [{ wait, lines: shown, total: lines.length }];
    });
  }

  async offices(viewer: OfficeViewer) {
    const all = await this.officeList.list();
    const mine = all.filter(({ id }) => viewer.scope === 'all' || viewer.officeIds.includes(id));
    return mine.length > 1 ? mine.map(({ code, name }) => ({ value: code, label: name })) : [];
  }

  /** The iters in use, as they are published now; those that no category names any more, as requests run on them. */
  private async documents(): Promise<WorkflowDocument[]> {
    const codes = new Set((await this.catalogue.all()).map((one) => one.workflowCode));
    const named = await Promise.all([...codes].map((code) => this.workflows.published(code)));
    const versions = [...named, ...(await this.inUse.leaving())];
    return versions.flatMap((version) => (version ? [version.document] : []));
  }
}
