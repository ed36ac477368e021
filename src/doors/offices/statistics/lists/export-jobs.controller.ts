import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { validate } from 'uuid';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import type { Viewer } from '../../../../access/viewer.js';
import { Refusal } from '../../../../shared/refusal.js';
import { Exports } from '../../../../statistics/exports/exports.service.js';
import { PERSONAL_COLUMNS } from '../../../../statistics/exports/personal-columns.js';
import { Pages } from '../../../../web/pages.js';
import { seeOther } from '../../../../web/see-other.js';
import { officePerson } from '../../office-viewer.js';
import { seesLessThanCounted } from '../list-behind.js';

const KEPT_MS = 86_400_000;

/** A list that is being written, for who asked for it: how far it is, an end before its time, the file. */
@Controller('ufficio/statistiche/file/:id')
export class ExportJobsController {
  constructor(
    private readonly pages: Pages,
    private readonly exports: Exports,
  ) {}

  @Get()
  @Allow('statistics.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const job = validate(id) ? await this.exports.find(officePerson(viewer), id) : null;
    if (!job) return new Refusal('not-found');
    this.pages.render(res, 'offices/statistics/export', {
      job,
      path: exportPath(id),
      isRunning: job.state === 'running',
      isReady: job.state === 'ready',
      seesLess: seesLessThanCounted(viewer),
      isPersonal: job.columns.some((code) => PERSONAL_COLUMNS.includes(code)),
      until: new Date(job.begunAt.getTime() + KEPT_MS),
    });
    return undefined;
  }

  @Post('annulla')
  @Allow('statistics.see')
  async cancel(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const isTheirs = validate(id) && (await this.exports.cancel(officePerson(viewer), id));
    if (!isTheirs) return new Refusal('not-found');
    seeOther(res, exportPath(id));
    return undefined;
  }

  @Get('scarica')
  @Allow('statistics.see')
  async file(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const file = validate(id) ? await this.exports.open(officePerson(viewer), id) : null;
    if (!file) return new Refusal('not-found');
    res.attachment(`segnalazioni-${file.job.filedFrom}-${file.job.filedTo}.${file.job.format}`);
    await pipeline(file.stream, res);
    return undefined;
  }
}

/** The page of a list. */
export function exportPath(id: string): string {
  return `/ufficio/statistiche/file/${id}`;
}
