import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { csvText } from '../../../statistics/csv.js';
import { monthsUpTo } from '../../../statistics/domain/month.js';
import { punctuality } from '../../../statistics/domain/partner-score.js';
import { monthInWords } from '../../../shared/month-in-words.js';
import { PartnerScores } from '../../../statistics/partners/partner-scores.service.js';
import { scoreName, scoreTable } from '../../../statistics/partners/score-table.js';
import { textsIn } from '../../../statistics/texts.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { type AskedMonth, askedMonth, withoutFaults } from './asked-month.js';

const MONTHS = 12;

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
  async show(@Res() res: Response, @Query('mese') typed?: unknown): Promise<void> {
    const { asked, from, scores } = await this.read(this.asked(typed));
    const texts = textsIn(this.languages, visitOf(res).language);
    const lines = scores.map((score) => ({ ...score, name: scoreName(score, texts), share: punctuality(score) })); // prettier-ignore
    const inWords = (code: string): string => monthInWords(code, texts.language);
    const words = { fromName: inWords(from.code), toName: inWords(asked.month.code) };
    const model = { lines, ...words, to: asked.month.code, values: { mese: asked.typed }, errors: asked.errors }; // prettier-ignore
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

  private async read(asked: AskedMonth) {
    const from = monthsUpTo(asked.month, MONTHS)[0] ?? asked.month;
    return { asked, from, scores: await this.scores.between(from, asked.month) };
  }
}
