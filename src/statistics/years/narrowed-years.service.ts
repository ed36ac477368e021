import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { type Counts, type Figures, figuresOf, NO_COUNTS } from '../domain/figures.js';
import { type Month, monthsUpTo } from '../domain/month.js';
import type { Slice } from '../domain/period.js';
import { type MeasuredTimes, spreadsIn } from '../counting/measured-times.js';
import { type Timing, TIMINGS } from '../counting/timing-sql.js';
import { Kept } from '../kept.js';
import { DimensionNames } from '../names.service.js';
import { narrowingOf } from '../counting/narrowing.js';
import { SlowReads } from '../slow-reads.service.js';
import { narrowedSql } from './narrowed-sql.js';

const KEPT = { most: 50, forMs: 60_000 };

interface OfMonth {
  readonly month: string;
}
type Flow = Partial<Record<keyof Counts, number | string>> & OfMonth;
type Measured = MeasuredTimes & OfMonth;

/**
 * Computes months in a row of the requests that share some values (an office and a category), from the facts as they stand: what no month
 * published, since months are published by one dimension at a time. At most a minute old. Refuses nothing: what no request has is nought.
 */
@Injectable()
export class NarrowedYears {
  private readonly kept = new Kept<readonly Figures[]>(KEPT);

  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly clock: Clock,
  ) {}

  /** The `count` months that end with `last`, oldest first, each with the figures of what meets every slice. */
  months(slices: readonly Slice[], last: Month, count: number): Promise<readonly Figures[]> {
    const key = JSON.stringify([slices, last.code, count, civilDate(this.clock.now())]);
    return this.kept.get(key, () => this.compute(slices, monthsUpTo(last, count)));
  }

  private async compute(
    slices: readonly Slice[],
    months: readonly Month[],
  ): Promise<readonly Figures[]> {
    const { where, values } = narrowingOf(slices, await this.names.all());
    const bounds = { first: months[0]?.first ?? '', next: months.at(-1)?.next ?? '' };
    const parameters = { ...bounds, ...values };
    const { spreads, openAtStart, ...flows } = narrowedSql(where);
    const ask = <T>(sql: string): Promise<T[]> => this.slowReads.rows<T>(sql, parameters);
    const [[stock], counted, measured] = await Promise.all([
      ask<{ openAtStart: number | string }>(openAtStart),
      Promise.all(Object.values(flows).map((sql) => ask<Flow>(sql))),
      Promise.all(TIMINGS.map(async (timing) => [timing, await ask<Measured>(spreads[timing])] as const)), // prettier-ignore
    ]);
    return inOrder(months, Number(stock?.openAtStart ?? 0), { flows: counted.flat(), measured });
  }
}

/** One month's end is the next one's start. */
function inOrder(
  months: readonly Month[],
  openAtStart: number,
  { flows, measured }: { flows: readonly Flow[]; measured: readonly (readonly [Timing, readonly Measured[]])[] }, // prettier-ignore
): Figures[] {
  let stock = openAtStart;
  return months.map(({ code }) => {
    const counts: Counts = {
      ...NO_COUNTS,
      ...countsOf(flows.filter(({ month }) => month === code)),
    };
    const { received, reopened, closed, withdrawn } = counts;
    const openAtEnd = stock + received + reopened - closed - withdrawn;
    const spreads = measured.flatMap(([timing, rows]) => {
      const times = rows.find(({ month }) => month === code);
      return times ? spreadsIn(times, timing) : [];
    });
    const figures = figuresOf({ ...counts, openAtStart: stock, openAtEnd }, Object.fromEntries(spreads)); // prettier-ignore
    stock = openAtEnd;
    return figures;
  });
}

/** Each kind of flow is a row of its own. */
function countsOf(rows: readonly Flow[]): Partial<Counts> {
  return Object.fromEntries(
    rows.flatMap(({ month: _, ...counts }) =>
      Object.entries(counts).map(([name, count]) => [name, Number(count)]),
    ),
  );
}
