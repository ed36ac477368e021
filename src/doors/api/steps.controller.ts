import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AnyViewer, CurrentViewer } from '../../access/access-rule.js';
import type { Viewer } from '../../access/viewer.js';
import { RequestViews } from '../../requests/queries/request-views.service.js';
import { StepDesk } from '../../requests/steps/step-desk.service.js';
import { isRefusal } from '../../shared/refusal.js';
import { visitOf } from '../../web/request/visit.js';
import { idempotencyKey, parseJson } from './json-body.js';
import { presentStep } from './present-request.js';
import { stepBody, stepCommand } from './step-body.js';

@Controller('api/v1/requests/:ticketNumber/steps')
export class ApiStepsController {
  constructor(
    private readonly desk: StepDesk,
    private readonly views: RequestViews,
  ) {}

  @Post()
  @AnyViewer()
  @HttpCode(201)
  async record(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
    @Body() body: unknown,
  ) {
    const key = idempotencyKey(req);
    const recorded = await this.desk.record(
      viewer,
      ticketNumber,
      stepCommand(parseJson(stepBody, body)),
      key,
    );
    if (isRefusal(recorded)) return recorded;
    const view = await this.views.view(viewer, recorded.ticketNumber, visitOf(res).language);
    const step = isRefusal(view) ? undefined : view.steps.find((one) => one.seq === recorded.seq);
    return {
      step: step ? presentStep(step) : { seq: recorded.seq, hash: recorded.hash },
      state: recorded.state,
      version: recorded.version,
      dueAt: recorded.dueAt,
    };
  }
}
