import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, AnyViewer, CurrentViewer } from '../../access/access-rule.js';
import type { Viewer } from '../../access/viewer.js';
import { DeskList } from '../../requests/queries/desk-list.service.js';
import { RequestViews } from '../../requests/queries/request-views.service.js';
import { isRefusal } from '../../shared/refusal.js';
import { visitOf } from '../../web/request/visit.js';
import { parseJson } from './json-body.js';
import { deskFilter, listQuery } from './list-query.js';
import { presentRequest } from './present-request.js';

@Controller('api/v1/requests')
export class ApiRequestsController {
  constructor(
    private readonly views: RequestViews,
    private readonly desk: DeskList,
  ) {}

  @Get()
  @Allow('requests.see')
  async list(
    @Res({ passthrough: true }) res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query() query: unknown,
  ) {
    const filter = deskFilter(parseJson(listQuery, query));
    const { items, next } = await this.desk.list(viewer, filter, visitOf(res).language);
    return { items: items.map(({ id: _ours, ...line }) => line), next };
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
