import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { PartnerRequests } from '../../../requests/queries/partner-requests.service.js';
import { visitOf } from '../../../web/request/visit.js';
import { CurrentPartner } from '../current-partner.js';
import { oneText } from '../one-text.js';
import { PartnerDesk } from '../partner-desk.service.js';

const STAGES = { tutte: 'all', aperte: 'open', concluse: 'closed' } as const;
const FILERS = { tutti: 'all', nostre: 'own', altri: 'others' } as const;
const PAGE = 25;

@Controller('ente/segnalazioni')
export class PartnerRequestsController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly requests: PartnerRequests,
  ) {}

  @Get()
  @Allow('partner.requests')
  async list(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const stage = wordOf(STAGES, query['stato'], 'tutte');
    const filedBy = wordOf(FILERS, query['da-chi'], 'tutti');
    const cursor = oneText(query['da']);
    const filter = { stage: STAGES[stage], filedBy: FILERS[filedBy], limit: PAGE, cursor };
    const { items, next } = await this.requests.list(viewer, filter, visitOf(res).language);
    const words = { stage, stages: Object.keys(STAGES), filedBy, filers: Object.keys(FILERS) };
    const here = `/ente/segnalazioni?stato=${stage}&da-chi=${filedBy}`;
    const model = { ...words, here, items, next, isFirst: !cursor };
    await this.desk.render(res, viewer, { view: 'requests', model });
  }
}

function wordOf<const T extends object>(
  words: T,
  typed: unknown,
  otherwise: keyof T,
): keyof T & string {
  const word = oneText(typed) ?? '';
  return (Object.hasOwn(words, word) ? word : otherwise) as keyof T & string; // a key of the list: just checked
}
