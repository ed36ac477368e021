import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import type { Month } from '../domain/month.js';
import {
  AGE_EDGES_DAYS,
  ageBounds,
  type Bucket,
  buckets,
  type Called,
  DURATION_EDGES_DAYS,
  type Move,
  type Patterns,
  rhythmOf,
} from '../domain/patterns.js';
import { DimensionNames, type NamesById } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';
import {
  CLOSED_BY_OUTCOME,
  HISTOGRAMS,
  MOVES,
  OPEN_BY_AGE,
  RECEIVED_BY_HOUR,
} from './patterns-sql.js';

type Counted = { readonly index: number; readonly cases: number };

/** Computes what a month tells beside its sums (`domain/patterns.ts`), from the facts as they stand. Refuses nothing. */
@Injectable()
export class MonthPatterns {
  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly clock: Clock,
  ) {}

  async of(month: Month): Promise<Patterns> {
    const { first, next } = month;
    const bounds = { first, next };
    const [hours, outcomes, firstAnswer, closure, ageing, moves] = await Promise.all([
      this.slowReads.rows<{ utcHour: string; cases: number }>(RECEIVED_BY_HOUR, bounds),
      this.slowReads.rows<Patterns['outcomes'][number]>(CLOSED_BY_OUTCOME, bounds),
      this.histogram('firstAnswer', bounds),
      this.histogram('closure', bounds),
      this.ageing(month),
      this.moves(bounds),
    ]);
    outcomes.sort((a, b) => (a.code ?? '~').localeCompare(b.code ?? '~', 'en')); // what has none comes last
    return {
      rhythm: rhythmOf(hours),
      outcomes,
      histograms: { firstAnswer, closure },
      ageing,
      moves,
    };
  }

  private async histogram(
    measure: keyof typeof HISTOGRAMS,
    bounds: { first: string; next: string },
  ): Promise<Bucket[]> {
    const counted = await this.slowReads.rows<Counted>(HISTOGRAMS[measure], bounds);
    return buckets(DURATION_EDGES_DAYS, counted);
  }

  private async moves(bounds: { first: string; next: string }): Promise<Move[]> {
    const [rows, { state, level }] = await Promise.all([
      this.slowReads.rows<CountedMove>(MOVES, bounds),
      this.names.all(),
    ]);
    return rows.sort(order).map((row) => ({
      from: row.from === null ? null : calledIn(state, row.from),
      to: calledIn(state, row.to),
      level: calledIn(level, row.level),
      moves: row.moves,
    }));
  }

  /** Seen from today where the month still runs. */
  private async ageing({ first, last, next }: Month): Promise<Bucket[]> {
    const [seenFrom = last] = [last, civilDate(this.clock.now())].sort();
    const ages = Object.fromEntries(ageBounds(seenFrom).map((day, i) => [`age${i}`, day]));
    const counted = await this.slowReads.rows<Counted>(OPEN_BY_AGE, { first, next, ...ages });
    return buckets(AGE_EDGES_DAYS, counted);
  }
}

interface CountedMove {
  readonly from: string | null;
  readonly to: string;
  readonly level: string;
  readonly moves: number;
}

/** A state or role that is gone is called by its code. */
function calledIn(names: NamesById, code: string): Called {
  return names.get(code) ?? { code, name: { it: code } };
}

/** The filings first, then by code: the same on both databases. */
function order(a: CountedMove, b: CountedMove): number {
  const key = ({ from, to, level }: CountedMove): string => [from ?? '', to, level].join('/');
  return key(a) < key(b) ? -1 : 1;
}
