import { Injectable } from '@nestjs/common';
import { startOfCivilDay } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { daysOf } from '../domain/figures.js';
import type { Month } from '../domain/month.js';
import type { PartnerScore } from '../domain/partner-score.js';
import {
  type PartnerScore as SheetScore,
  WorksheetFigures,
} from '../../worksheets/worksheet-figures.service.js';
import { differencesIn } from '../../worksheets/domain/figures.js';
import { DimensionNames, type Name } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';
import { COMPLAINTS, RATINGS, REOPENINGS, TASK_COUNTS, TASK_DAYS } from './partner-score-sql.js';

export interface NamedScore extends PartnerScore {
  readonly name: Name | null;
}

type Part = { readonly partnerId: string };

/** Scores every partner that had something to do between two months, both within. Refuses nothing; whose score may be seen is the door's. */
@Injectable()
export class PartnerScores {
  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly sheets: WorksheetFigures,
    private readonly clock: Clock,
  ) {}

  /** By code. A partner of which nothing is known in the period is left out. */
  async between(from: Month, to: Month): Promise<NamedScore[]> {
    const days = { first: from.first, next: to.next };
    const instants = { from: startOfCivilDay(from.first).toISOString(), until: startOfCivilDay(to.next).toISOString() }; // prettier-ignore
    const now = this.clock.now().toISOString();
    const [names, sheets, counts, times, ...others] = await Promise.all([
      this.names.all(),
      this.sheets.scores(from.code, to.code),
      this.slowReads.rows<Part & Partial<PartnerScore>>(TASK_COUNTS, { ...instants, now }),
      this.slowReads.rows<Part & { medianMs: number; p90Ms: number }>(TASK_DAYS, instants),
      ...[COMPLAINTS, REOPENINGS, RATINGS].map((sql) =>
        this.slowReads.rows<Part & Partial<PartnerScore>>(sql, days),
      ),
    ]);
    const spreads = times.map(({ partnerId, medianMs, p90Ms }) => ({
      ...{ partnerId, medianDays: daysOf(medianMs), p90Days: daysOf(p90Ms) },
    }));
    return together([counts, spreads, sheets.map(reconciled), ...others])
      .map((score) => ({ ...score, name: names.partner.get(score.partnerId) ?? null }))
      .sort((a, b) => ((a.name?.code ?? '') < (b.name?.code ?? '') ? -1 : 1));
  }
}

/** What the closed months of its sheets came to: works on either side, and those of them that did not agree at once. */
function reconciled({ partnerId, figures }: SheetScore): Part & Partial<PartnerScore> {
  const differences = differencesIn(figures);
  return { partnerId, sheetLines: figures.matched + differences, differences };
}

function together(parts: readonly (readonly (Part & Partial<PartnerScore>)[])[]): PartnerScore[] {
  const scores = new Map<string, PartnerScore>();
  for (const part of parts.flat()) {
    const known = scores.get(part.partnerId) ?? { ...NOTHING, partnerId: part.partnerId };
    scores.set(part.partnerId, { ...known, ...part });
  }
  return [...scores.values()];
}

const NOTHING: Omit<PartnerScore, 'partnerId'> = {
  ...{ offered: 0, accepted: 0, declined: 0, expired: 0, cancelled: 0, unanswered: 0 },
  ...{ done: 0, withDay: 0, onTime: 0, late: 0, medianDays: null, p90Days: null },
  ...{ complaints: 0, reopenings: 0, satisfactionCases: 0, satisfactionMean: null },
  ...{ sheetLines: 0, differences: 0 },
};
