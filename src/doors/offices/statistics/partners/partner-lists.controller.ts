import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../../access/access-rule.js';
import { may, type Viewer } from '../../../../access/viewer.js';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Partners } from '../../../../partners/partners.service.js';
import { Clock } from '../../../../shared/clock.js';
import { Refusal } from '../../../../shared/refusal.js';
import { ScoreTasks } from '../../../../statistics/partners/score-tasks.service.js';
import { Pages } from '../../../../web/pages.js';
import { visitOf } from '../../../../web/request/visit.js';
import { differencesIn } from '../../../../worksheets/domain/figures.js';
import { WorksheetFigures } from '../../../../worksheets/worksheet-figures.service.js';
import { askedMonth, withoutFaults } from '../asked-month.js';
import { seesLessThanCounted } from '../list-behind.js';
import { type Span, spanUpTo, TASK_WORDS, tasksAddress, type TaskWord } from './behind-score.js';

const LINES = 50;

/** What the numbers of a partner's score count: its tasks, and the differences of its monthly sheets. */
@Controller('ufficio/statistiche/enti/:partner')
export class PartnerListsController {
  constructor(
    private readonly pages: Pages,
    private readonly partners: Partners,
    private readonly scoreTasks: ScoreTasks,
    private readonly figures: WorksheetFigures,
    private readonly clock: Clock,
  ) {}

  @Get('incarichi')
  @Allow('statistics.see')
  async tasks(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('partner') code: string,
    @Query() { mese, quali, da }: Readonly<Record<string, unknown>>,
  ): Promise<Refusal | undefined> {
    const partner = await this.partners.byCode(code);
    if (!partner) return new Refusal('not-found');
    const span = this.span(mese);
    const word = wordOf(quali);
    const cursor = typeof da === 'string' ? da : undefined;
    const asked = { partnerId: partner.id, counted: TASK_WORDS[word], ...span, limit: LINES, cursor }; // prettier-ignore
    const { items, next } = await this.scoreTasks.list(viewer, asked, visitOf(res).language);
    const here = tasksAddress(code, word, span.to.code);
    const model = {
      ...headOf(partner.name, span),
      ...{ items, next, here, isFirst: cursor === undefined, counted: asked.counted },
      seesLess: seesLessThanCounted(viewer),
      numbers: Object.entries(TASK_WORDS).map(([one, name]) => ({ name, isShown: one === word, href: tasksAddress(code, one as TaskWord, span.to.code) })), // prettier-ignore
    };
    this.pages.render(res, 'offices/statistics/partner-tasks', model);
    return undefined;
  }

  @Get('tabulati')
  @Allow('statistics.see')
  async sheets(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('partner') code: string,
    @Query('mese') typed?: unknown,
  ): Promise<Refusal | undefined> {
    const partner = await this.partners.byCode(code);
    if (!partner) return new Refusal('not-found');
    const span = this.span(typed);
    const months = await this.figures.months(span.from.code, span.to.code, partner.id);
    const opens = may(viewer, 'requests.assign');
    const sheets = months.map(({ id, month, figures }) => ({
      ...{ month, ...figures },
      differences: differencesIn(figures),
      href: opens ? `/ufficio/tabulati/${id}?mostra=differenze` : null,
    }));
    const sum = sheets.reduce((all, { differences }) => all + differences, 0);
    const model = { ...headOf(partner.name, span), sheets, sum, seesLess: opens && seesLessThanCounted(viewer) }; // prettier-ignore
    this.pages.render(res, 'offices/statistics/partner-sheets', model);
    return undefined;
  }

  private span(typed: unknown): Span {
    return spanUpTo(withoutFaults(askedMonth(typed, civilDate(this.clock.now()))).month);
  }
}

function headOf(name: string, { from, to }: Span) {
  return { name, from: from.code, to: to.code };
}

function wordOf(typed: unknown): TaskWord {
  const word = typeof typed === 'string' ? typed : '';
  return Object.hasOwn(TASK_WORDS, word) ? (word as TaskWord) : 'offerti'; // a key of the list: just checked
}
