import { Injectable } from '@nestjs/common';
import type { Month } from '../domain/month.js';
import {
  AGE_EDGES_DAYS,
  ageBounds,
  type Bucket,
  buckets,
  DURATION_EDGES_DAYS,
  type Patterns,
  rhythmOf,
} from '../domain/patterns.js';
import { SlowReads } from '../slow-reads.service.js';
import { CLOSED_BY_OUTCOME, HISTOGRAMS, OPEN_BY_AGE, RECEIVED_BY_HOUR } from './patterns-sql.js';

type Counted = { readonly index: number; readonly cases: number };

/** Computes what a month tells beside its sums (`domain/patterns.ts`), from the facts as they stand. Refuses nothing. */
@Injectable()
export class MonthPatterns {
  constructor(private readonly slowReads: SlowReads) {}

  async of(month: Month): Promise<Patterns> {
    const { first, next } = month;
    const bounds = { first, next };
    const [hours, outcomes, firstAnswer, closure, ageing] = await Promise.all([
      this.slowReads.rows<{ utcHour: string; cases: number }>(RECEIVED_BY_HOUR, bounds),
      this.slowReads.rows<Patterns['outcomes'][number]>(CLOSED_BY_OUTCOME, bounds),
      this.histogram('firstAnswer', bounds),
      this.histogram('closure', bounds),
      this.ageing(month),
    ]);
    outcomes.sort((a, b) => (a.code ?? '~').localeCompare(b.code ?? '~', 'en')); // what has none comes last
    return { rhythm: rhythmOf(hours), outcomes, histograms: { firstAnswer, closure }, ageing };
  }

  private async histogram(
    measure: keyof typeof HISTOGRAMS,
    bounds: { first: string; next: string },
  ): Promise<Bucket[]> {
    const counted = await this.slowReads.rows<Counted>(HISTOGRAMS[measure], bounds);
    return buckets(DURATION_EDGES_DAYS, counted);
  }

  private async ageing({ first, last, next }: Month): Promise<Bucket[]> {
    const ages = Object.fromEntries(ageBounds(last).map((day, i) => [`age${i}`, day]));
    const counted = await this.slowReads.rows<Counted>(OPEN_BY_AGE, { first, next, ...ages });
    return buckets(AGE_EDGES_DAYS, counted);
  }
}
