import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Settings } from '../../../settings/settings.service.js';
import { Clock } from '../../../shared/clock.js';
import { Refusal } from '../../../shared/refusal.js';
import { monthOf, monthsUpTo } from '../../../statistics/domain/month.js';
import { punctuality } from '../../../statistics/domain/partner-score.js';
import { NO_LISTS } from '../../../statistics/partners/counted-tasks.js';
import { PartnerScores } from '../../../statistics/partners/partner-scores.service.js';
import { CurrentPartner } from '../current-partner.js';
import { PartnerDesk } from '../partner-desk.service.js';

const MONTHS = 12;

/** A partner's own score, the one that the council sees; nobody else's. A rating of few people is left out: it might tell who gave it. */
@Controller('ente/statistiche')
export class PartnerScoreController {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly scores: PartnerScores,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('tasks.answer')
  async show(
    @Res() res: Response,
    @CurrentPartner() partner: PartnerViewer,
  ): Promise<Refusal | undefined> {
    // prettier-ignore
    if (partner.link) return new Refusal('not-allowed'); // who came by a task's link sees that task alone
    const to = monthOf(civilDate(this.clock.now()));
    const from = monthsUpTo(to, MONTHS)[0] ?? to;
    const least = await this.settings.get('openDataLeastCases');
    const all = await this.scores.between(from, to);
    const lines = all
      .filter(({ partnerId }) => partnerId === partner.partnerId)
      .map((score) => ({
        ...score,
        ...(score.satisfactionCases < least && { satisfactionCases: 0, satisfactionMean: null }),
        ...{ name: '', share: punctuality(score), lists: NO_LISTS },
      }));
    const model = { lines, least, from: from.code, to: to.code };
    await this.desk.render(res, partner, { view: 'score', model });
    return undefined;
  }
}
