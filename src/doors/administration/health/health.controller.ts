import { Controller, Get, HttpCode, NotFoundException, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentViewer, Public } from '../../../access/access-rule.js';
import { may, type Viewer } from '../../../access/viewer.js';
import { EXPOSITION_TYPE, exposition } from './exposition.js';
import { isFromThisMachine } from './from-this-machine.js';
import { Metrics } from './metrics.service.js';
import { Readiness } from './readiness.service.js';

/** For a supervisor or load balancer. Says nothing about versions, addresses or people. */
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. */
  @Get('healthz')
  @Public()
  @HttpCode(200)
  alive() {
    return { status: 'ok' };
  }

  /** The parts that it needs answer too; 503 where filing would fail. */
  @Get('readyz')
  @Public()
  async ready(@Res() res: Response): Promise<void> {
    const report = await this.readiness.check();
    res.status(report.status === 'unavailable' ? 503 : 200).json(report);
  }

  /** Figures for Prometheus; for who asks from this machine itself, or with the token of a person who may see the deliveries. */
  @Get('metrics')
  @Public()
  async figures(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
  ): Promise<void> {
    if (!isFromThisMachine(req) && !may(viewer, 'deliveries.see')) throw new NotFoundException();
    res.type(EXPOSITION_TYPE).send(exposition(await this.metrics.read()));
  }
}
