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
import type { Narrowing } from '../counting/narrowing.js';
import { patternsSql } from '../counting/patterns-sql.js';

type Counted = { readonly index: number; readonly cases: number };
type Sql = ReturnType<typeof patternsSql>;
type Asked = Readonly<Record<string, string>>;

/**
 * Computes what a month tells beside its sums (`domain/patterns.ts`), from the facts as they stand: of the whole town, or of what the narrowing
 * leaves. Refuses nothing.
 */
@Injectable()
export class MonthPatterns {
  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly clock: Clock,
  ) {}

  async of(month: Month, narrowing?: Narrowing): Promise<Patterns> {
    const { first, next } = month;
    const asked = { first, next, ...narrowing?.values };
    const sql = patternsSql(narrowing?.where);
    const [hours, outcomes, firstAnswer, closure, ageing, moves] = await Promise.all([
      this.slowReads.rows<{ utcHour: string; cases: number }>(sql.receivedByHour, asked),
      this.slowReads.rows<Patterns['outcomes'][number]>(sql.closedByOutcome, asked),
      this.histogram(sql.histograms.firstAnswer, asked),
      this.histogram(sql.histograms.closure, asked),
      this.ageing(sql, month, asked),
      this.moves(sql, asked),
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

  private async histogram(sql: string, asked: Asked): Promise<Bucket[]> {
    return buckets(DURATION_EDGES_DAYS, await this.slowReads.rows<Counted>(sql, asked));
  }

  private async moves(sql: Sql, asked: Asked): Promise<Move[]> {
    const [rows, { state, level }] = await Promise.all([
      this.slowReads.rows<CountedMove>(sql.moves, asked),
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
  private async ageing(sql: Sql, { last }: Month, asked: Asked): Promise<Bucket[]> {
    const [seenFrom = last] = [last, civilDate(this.clock.now())].sort();
    const ages = Object.fromEntries(ageBounds(seenFrom).map((day, i) => [`age${i}`, day]));
    const counted = await this.slowReads.rows<Counted>(sql.openByAge, { ...asked, ...ages });
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
