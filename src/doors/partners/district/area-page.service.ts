import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { PartnerRequests } from '../../../requests/queries/partner-requests.service.js';
import { Clock } from '../../../shared/clock.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { type Month, monthOf, readMonth } from '../../../statistics/domain/month.js';
import { CouncilAreas } from '../../../territory/council-areas.service.js';
import { visitOf } from '../../../web/request/visit.js';
import { oneText } from '../one-text.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { AreaMonths } from './area-months.service.js';

const STAGES = { aperte: 'open', concluse: 'closed', tutte: 'all' } as const;
type StageWord = keyof typeof STAGES;
const PAGE = 25;

type Query = Readonly<Record<string, unknown>>;

/** Where a district council looks on: what is filed in its areas, and a month of their figures beside the town's. No personal data. */
@Injectable()
export class AreaPage {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly requests: PartnerRequests,
    private readonly areas: CouncilAreas,
    private readonly figures: AreaMonths,
    private readonly clock: Clock,
  ) {}

  async show(res: Response, viewer: PartnerViewer, query: Query): Promise<void> {
    const { language } = visitOf(res);
    const month = monthAsked(query['mese'], civilDate(this.clock.now()));
    const stage = stageOf(query['stato']);
    const cursor = oneText(query['da']);
    const filter = { stage: STAGES[stage], limit: PAGE, cursor };
    const areas = await this.areas.of(viewer.partnerId);
    const { items, next } = await this.requests.inAreas(viewer, filter, language);
    const model = {
      areas: areas.map(({ name }) => inLanguage(name, language)).join(', '),
      ...(await this.figures.of(month, areas, language)),
      ...{ items, next, stage, stages: Object.keys(STAGES), isFirst: !cursor },
      here: `/ente/zona?stato=${stage}&mese=${month.code}`,
    };
    await this.desk.render(res, viewer, { view: 'area', model });
  }
}

/** The month of the address; what is none, or has not begun, is the one that runs. */
function monthAsked(typed: unknown, today: string): Month {
  const month = readMonth(oneText(typed) ?? '', today);
  return typeof month === 'string' ? monthOf(today) : month;
}

function stageOf(typed: unknown): StageWord {
  const word = oneText(typed) ?? '';
  return Object.hasOwn(STAGES, word) ? (word as StageWord) : 'aperte'; // a key of the list: just checked
}
