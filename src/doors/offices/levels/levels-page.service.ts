import { Injectable } from '@nestjs/common';
import type { OfficeViewer } from '../../../access/viewer.js';
import { Offices } from '../../../offices/offices.service.js';
import type { Level } from '../../../requests/levels/level.js';
import { WAITS } from '../../../requests/levels/waits.js';
import { LevelWaits, type WaitLine } from '../../../requests/levels/level-waits.service.js';

const SHOWN = 50;
const DAY_MS = 86_400_000;

/** What waits for each level, grouped as the page tells it, and the offices that a viewer may narrow it by. */
@Injectable()
export class LevelsPage {
  constructor(
    private readonly levels: LevelWaits,
    private readonly officeList: Offices,
  ) {}

  waits(viewer: OfficeViewer, office: string | undefined): Promise<WaitLine[]> {
    return this.levels.list(viewer, office);
  }

  /** The longest waits first, 50 of each kind. */
  groups(waits: readonly WaitLine[], level: Level, now: Date) {
    return [...WAITS, 'news' as const].flatMap((wait) => {
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
}
