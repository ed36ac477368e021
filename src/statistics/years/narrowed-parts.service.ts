import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { type Breakdown, type PeriodCell, PERIOD_SUMS, periodsByValue } from '../domain/breakdown.js'; // prettier-ignore
import { byDimension } from '../domain/figures.js';
import { type Month, monthsUpTo } from '../domain/month.js';
import type { Patterns } from '../domain/patterns.js';
import type { Slice } from '../domain/period.js';
import { Kept } from '../kept.js';
import { MonthPatterns } from '../months/month-patterns.service.js';
import { answerCells, periodCells } from '../counting/cells-sql.js';
import { type CellRow, sumsOf, valuesOf } from '../counting/read-cells.js';
import { DimensionNames, nameOfValue, type Names } from '../names.service.js';
import { type Narrowing, narrowingOf } from '../counting/narrowing.js';
import { SlowReads } from '../slow-reads.service.js';

const KEPT = { most: 50, forMs: 60_000 };
/** What a narrowed part of the town is made of: no month published it. */
export interface Parts {
  /** The whole period by every value of every dimension. */
  readonly by: Breakdown;
  /** Of the last month. */
  readonly patterns: Patterns;
}

/**
 * Takes what some slices of the town have in common apart by every dimension, from the facts as they stand. At most a minute old. Refuses nothing: what no
 * request has has no line.
 */
@Injectable()
export class NarrowedParts {
  private readonly kept = new Kept<Parts>(KEPT);

  constructor(
    private readonly slowReads: SlowReads,
    private readonly patterns: MonthPatterns,
    private readonly names: DimensionNames,
    private readonly clock: Clock,
  ) {}

  /** Of the `count` months that end with `last`. */
  parts(slices: readonly Slice[], last: Month, count: number): Promise<Parts> {
    const key = JSON.stringify([slices, last.code, count, civilDate(this.clock.now())]);
    return this.kept.get(key, () => this.compute(slices, last, count));
  }

  private async compute(slices: readonly Slice[], last: Month, count: number): Promise<Parts> {
    const names = await this.names.all();
    const narrowing = narrowingOf(slices, names);
    const first = monthsUpTo(last, count)[0]?.first ?? last.first;
    const [cells, patterns] = await Promise.all([
      this.cells(narrowing, { first, next: last.next }),
      this.patterns.of(last, narrowing),
    ]);
    return { by: named(cells, names), patterns };
  }

  private async cells(
    { where, values }: Narrowing,
    bounds: { readonly first: string; readonly next: string },
  ): Promise<PeriodCell[]> {
    const ask = (sql: string) => this.slowReads.rows<CellRow>(sql, { ...bounds, ...values }); // prettier-ignore
    const rows = await Promise.all([ask(periodCells(where)), ask(answerCells({ where }))]);
    return rows.flat().map((row) => ({ values: valuesOf(row), sums: sumsOf(PERIOD_SUMS, row) }));
  }
}

function named(cells: readonly PeriodCell[], names: Names): Breakdown {
  const periods = periodsByValue(cells);
  return byDimension((dimension) =>
    [...periods[dimension]].map(([value, totals]) => {
      const { code, name } = nameOfValue(dimension, value, names[dimension]) ?? { code: null, name: null }; // prettier-ignore
      return { code, name, totals };
    }),
  );
}
