import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { Pages } from '../../../web/pages.js';
import { AuditList } from './audit-list.service.js';

const PAGE = 50;

@Controller('amministrazione/registro')
export class AuditController {
  constructor(
    private readonly pages: Pages,
    private readonly audit: AuditList,
  ) {}

  @Get()
  @Allow('audit.see')
  async list(@Res() res: Response, @Query('da') typed?: unknown): Promise<void> {
    const cursor = typeof typed === 'string' ? typed : undefined;
    const { items, next } = await this.audit.list(cursor, PAGE);
    this.pages.render(res, 'administration/audit', { items, next, isFirst: cursor === undefined });
  }
}
