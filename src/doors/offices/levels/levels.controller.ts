import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { OfficeViewer, Viewer } from '../../../access/viewer.js';
import { LevelSteps } from '../../../requests/levels/level-steps.service.js';
import { LEVELS } from '../../../requests/levels/level.js';
import { Clock } from '../../../shared/clock.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { officePerson } from '../office-viewer.js';
import { levelsAddress, readLevelsQuery, STEPS_PER_PAGE } from './levels-query.js';
import { LevelsPage } from './levels-page.service.js';

/** Who entered what at each level, and what waits for each. */
@Controller('ufficio/fasi-per-livello')
export class LevelsController {
  constructor(
    private readonly pages: Pages,
    private readonly steps: LevelSteps,
    private readonly page: LevelsPage,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('requests.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Query() typed: unknown,
  ): Promise<void> {
    const viewer: OfficeViewer = officePerson(asking);
    const { language } = visitOf(res);
    const query = readLevelsQuery(typed, this.clock.now());
    const filter = { ...query.filter, limit: STEPS_PER_PAGE };
    const [found, waits, offices] = await Promise.all([
      this.steps.list(viewer, filter, language),
      this.page.waits(viewer, filter.office),
      this.page.offices(viewer),
    ]);
    const now = this.clock.now();
    this.pages.render(res, 'offices/levels', {
      level: filter.level,
      levels: LEVELS.map((code) => ({
        code,
        href: levelsAddress({ ...query.values, livello: code }),
        isCurrent: code === filter.level,
        waiting: waits.filter((one) => one.level === code).length,
      })),
      steps: found.items,
      next: found.next === null ? null : levelsAddress(query.values, found.next),
      isFirst: filter.cursor === undefined,
      firstPage: levelsAddress(query.values),
      waits: this.page.groups(waits, filter.level, now),
      offices,
      values: query.values,
      errors: query.errors,
    });
  }
}
