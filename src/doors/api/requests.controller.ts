import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow, AnyViewer, CurrentViewer, Public } from '../../access/access-rule.js';
import { clientOf } from '../../access/limits/client.js';
import { FilingLimits } from '../../access/limits/filing-limits.service.js';
import type { Viewer } from '../../access/viewer.js';
import { FilingDesk } from '../../requests/filing/filing-desk.service.js';
import { DeskList } from '../../requests/queries/desk-list.service.js';
import { RequestViews } from '../../requests/queries/request-views.service.js';
import { Environment } from '../../config/environment.js';
import { isRefusal } from '../../shared/refusal.js';
import { visitOf } from '../../web/request/visit.js';
import { filingBody, filingCommand } from './filing-body.js';
import { idempotencyKey, parseJson } from './json-body.js';
import { deskFilter, listQuery } from './list-query.js';
import { presentRequest } from './present-request.js';

@Controller('api/v1/requests')
export class ApiRequestsController {
  constructor(
    private readonly filing: FilingDesk,
    private readonly views: RequestViews,
    private readonly desk: DeskList,
    private readonly limits: FilingLimits,
    private readonly environment: Environment,
  ) {}

  @Post()
  @Public()
  @HttpCode(201)
  async file(@Req() req: Request, @CurrentViewer() viewer: Viewer, @Body() body: unknown) {
    const key = idempotencyKey(req);
    const command = filingCommand(parseJson(filingBody, body), viewer);
    if (isRefusal(command)) return command;
    const tooMany = viewer.kind === 'nobody' ? await this.limits.admit(clientOf(req)) : null;
    if (tooMany) return tooMany;
    const filed = await this.filing.file(viewer, command, key);
    if (isRefusal(filed)) return filed;
    const { ticketNumber, password, filedAt, dueAt, office } = filed;
    const trackUrl = `${this.environment.publicUrl}/servizi/segnalazioni/${ticketNumber}`;
    return { ticketNumber, password, trackUrl, filedAt, dueAt, office };
  }

  @Get()
  @Allow('requests.see')
  async list(
    @Res({ passthrough: true }) res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: unknown,
  ) {
    return this.desk.list(viewer, deskFilter(parseJson(listQuery, query)), visitOf(res).language);
  }

  @Get(':ticketNumber')
  @AnyViewer()
  async show(
    @Res({ passthrough: true }) res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ) {
    const view = await this.views.view(viewer, ticketNumber, visitOf(res).language);
    return isRefusal(view) ? view : presentRequest(view);
  }
}
