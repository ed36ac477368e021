import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { PartnerRequests } from '../../../requests/queries/partner-requests.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { DigestStops } from '../../../statistics/partners/districts/digest-stops.service.js';
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
    private readonly digests: DigestStops,
  ) {}

  async show(res: Response, viewer: PartnerViewer, query: Query): Promise<void> {
    const { language } = visitOf(res);
    const stage = stageOf(query['stato']);
    const cursor = oneText(query['da']);
    const filter = { stage: STAGES[stage], limit: PAGE, cursor };
    const areas = await this.areas.of(viewer.partnerId);
    const { items, next } = await this.requests.inAreas(viewer, filter, language);
    const figures = await this.figures.of(oneText(query['mese']) ?? '', areas, language);
    const model = {
      areas: areas.map(({ name }) => inLanguage(name, language)).join(', '),
      ...figures,
      digest: await this.digests.ofCouncil(viewer.partnerId),
      ...{ items, next, stage, stages: Object.keys(STAGES), isFirst: !cursor },
      here: `/ente/zona?stato=${stage}&mese=${figures.month.code}`,
    };
    await this.desk.render(res, viewer, { view: 'area', model });
  }
}

function stageOf(typed: unknown): StageWord {
  const word = oneText(typed) ?? '';
  return Object.hasOwn(STAGES, word) ? (word as StageWord) : 'aperte'; // a key of the list: just checked
}
