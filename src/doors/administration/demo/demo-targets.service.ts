import { Injectable } from '@nestjs/common';
import { civilYear } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { type GivenTarget, Targets } from '../../../statistics/targets/targets.service.js';
import { DemoPeople } from './demo-people.service.js';

/** As a performance plan of a small town would have them; the owners are offices of the invented one. */
const EXPECTED: readonly Omit<GivenTarget, 'year'>[] = [
  { indicator: 'firstAnswerDays', expected: 1, threshold: 3, owner: 'Ufficio relazioni con il pubblico' }, // prettier-ignore
  { indicator: 'closureDays', expected: 5, threshold: 10, owner: 'Lavori pubblici e strade' },
  { indicator: 'termShare', expected: 0.9, threshold: 0.8, owner: 'Lavori pubblici e strade' },
  { indicator: 'onlineShare', expected: 0.9, threshold: 0.8, owner: 'Ufficio relazioni con il pubblico' }, // prettier-ignore
  { indicator: 'satisfaction', expected: 4, threshold: 3.5, owner: 'Segretario generale' },
];

/** Says what the invented town expects of the year that runs and of the one before, in which its past may have begun. A year that has a target keeps what it has. */
@Injectable()
export class DemoTargets {
  constructor(
    private readonly targets: Targets,
    private readonly people: DemoPeople,
    private readonly clock: Clock,
  ) {}

  async set(): Promise<void> {
    const now = civilYear(this.clock.now());
    const { accountId } = await this.people.publisher();
    for (const year of [now - 1, now]) {
      if ((await this.targets.of(year)).length > 0) continue;
      for (const one of EXPECTED) await this.targets.set({ ...one, year }, accountId);
    }
  }
}
