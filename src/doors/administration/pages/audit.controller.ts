import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { AuditList } from './audit-list.service.js';

const PAGE = 50;

@Controller('amministrazione/registro')
export class AuditController {
  constructor(
    private readonly pages: Pages,
    private readonly audit: AuditList,
    private readonly languages: Languages,
  ) {}

  @Get()
  @Allow('audit.see')
  async list(@Res() res: Response, @Query('da') typed?: unknown): Promise<void> {
    const cursor = typeof typed === 'string' ? typed : undefined;
    const { items, next } = await this.audit.list(cursor, PAGE);
    const lines = items.map((line) => ({ ...line, what: this.eventName(res, line.event) }));
    this.pages.render(res, 'administration/audit', { lines, next, isFirst: cursor === undefined });
  }

  /** An event of another version is shown by its code. */
  private eventName(res: Response, event: string): string {
    const key = `administration:audit.events.${event}`;
    return this.languages.has(key) ? this.languages.translate(visitOf(res).language, key) : event;
  }
}
