import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { Readiness } from './readiness.service.js';

/** For a supervisor or load balancer. Says nothing about versions, addresses or people. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

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
}
