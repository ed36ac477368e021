import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import type { Viewer } from '../../../../access/viewer.js';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Clock } from '../../../../shared/clock.js';
import { csvText } from '../../../../statistics/csv.js';
import { punctuality } from '../../../../statistics/domain/partner-score.js';
import { monthInWords } from '../../../../shared/month-in-words.js';
import {
  type NamedScore,
  PartnerScores,
} from '../../../../statistics/partners/partner-scores.service.js';
import { scoreName, scoreTable } from '../../../../statistics/partners/score-table.js';
import { textsIn } from '../../../../statistics/texts.js';
import { Languages } from '../../../../web/languages.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { seesLessThanCounted } from '../list-behind.js';
import { type Span, spanUpTo, behindScore } from './behind-score.js';
import { type AskedMonth, askedMonth, withoutFaults } from '../asked-month.js';

/** How the partners kept their word, over the twelve months up to one. */
@Controller('ufficio/statistiche')
export class PartnerScoresController {
  constructor(
    private readonly pages: Pages,
    private readonly languages: Languages,
    private readonly scores: PartnerScores,
    private readonly clock: Clock,
  ) {}

  @Get('enti')
  @Allow('statistics.see')
  async show(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('mese') typed?: unknown,
  ): Promise<void> {
    const { asked, span, scores } = await this.read(this.asked(typed));
    const texts = textsIn(this.languages, visitOf(res).language);
    const today = civilDate(this.clock.now());
    const lines = scores.map((score) => ({
      ...score,
      name: scoreName(score, texts),
      share: punctuality(score),
      lists: behindScore(score.name?.code ?? null, span, today),
    }));
    const inWords = (code: string): string => monthInWords(code, texts.language);
    const words = { fromName: inWords(span.from.code), toName: inWords(span.to.code) };
    const form = { values: { mese: asked.typed }, errors: asked.errors };
    const model = { lines, ...words, to: span.to.code, seesLess: seesLessThanCounted(viewer), ...form }; // prettier-ignore
    this.pages.render(res, 'offices/statistics/partners', model, asked.errors.length > 0 ? 422 : 200); // prettier-ignore
  }

  @Get('enti.csv')
  @Allow('statistics.see')
  async file(@Res() res: Response, @Query('mese') typed?: unknown): Promise<void> {
    const { asked, scores } = await this.read(withoutFaults(this.asked(typed)));
    const texts = textsIn(this.languages, visitOf(res).language);
    res.attachment(`enti-${asked.month.code}.csv`).send(csvText(scoreTable(scores, texts)));
  }

  private asked(typed: unknown): AskedMonth {
    return askedMonth(typed, civilDate(this.clock.now()));
  }

  private async read(
    asked: AskedMonth,
  ): Promise<{ asked: AskedMonth; span: Span; scores: NamedScore[] }> {
    const span = spanUpTo(asked.month);
    return { asked, span, scores: await this.scores.between(span.from, span.to) };
  }
}
