import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import { byDimension, COUNTS, type Dimension, type Figures } from '../domain/figures.js';
import { type MeasuredTimes, spreadsIn } from '../counting/measured-times.js';
import { type Timing, TIMINGS } from '../counting/timing-sql.js';
import { type Month, monthsUpTo } from '../domain/month.js';
import { type Cell, type FiguresByValue, type MeasuredGroup, rollUp } from '../domain/roll-up.js';
import { answerCells, countCells } from '../counting/cells-sql.js';
import {
  CLOSED_BY_MONTH,
  measured,
  RECEIVED_BY_MONTH,
  REOPENED_BY_MONTH,
} from '../counting/month-sql.js';
import { type CellRow, sumsOf, valuesOf } from '../counting/read-cells.js';
import { FACTS_NOW, FACTS_THEN } from '../counting/stood-sql.js';
import { DimensionNames, type Name, nameOfValue, type NamesById } from '../names.service.js';
import { SlowReads } from '../slow-reads.service.js';

/** One line of a table: a value of a dimension, or null for requests without one. */
export interface MonthLine {
  readonly value: Name | null;
  readonly figures: Figures;
}

export interface MonthReport {
  readonly month: Month;
  readonly computedAt: Date;
  readonly totals: Figures;
  readonly by: Readonly<Record<Dimension, readonly MonthLine[]>>;
}

/** One bar pair of the chart. */
export interface MonthFlow {
  readonly month: Month;
  readonly received: number;
  readonly reopened: number;
  readonly closed: number;
}

/**
 * Computes a month from the facts, the same numbers on both databases: one that is over under the states, levels and outcomes of its end, the one
 * that runs under those of now. Every dimension's lines add up to the totals.
 * Refuses nothing: whoever calls has read the month with `readMonth`.
 */
@Injectable()
export class MonthStatistics {
  constructor(
    private readonly slowReads: SlowReads,
    private readonly names: DimensionNames,
    private readonly clock: Clock,
  ) {}

  async report(month: Month): Promise<MonthReport> {
    const computedAt = this.clock.now();
    const facts = month.next <= civilDate(computedAt) ? FACTS_THEN : FACTS_NOW;
    const [names, cells, ...groups] = await Promise.all([
      this.names.all(),
      this.cells(month, facts),
      ...TIMINGS.map((timing) => this.measured(timing, month, facts)),
    ]);
    const { totals, by } = rollUp(cells, groups.flat());
    const lines = (dimension: Dimension): MonthLine[] => named(dimension, by[dimension], names[dimension]); // prettier-ignore
    return { month, computedAt, totals, by: byDimension(lines) };
  }

  /** Received, reopened and closed in each of the `count` months that end with `last`, oldest first; withdrawn ones are not among the closed. */
  async flow(last: Month, count: number): Promise<MonthFlow[]> {
    const months = monthsUpTo(last, count);
    const bounds = { first: months[0]?.first ?? last.first, next: last.next };
    const ask = (sql: string): Promise<Cases[]> => this.slowReads.rows<Cases>(sql, bounds);
    const [received, reopened, closed] = await Promise.all([
      ask(RECEIVED_BY_MONTH),
      ask(REOPENED_BY_MONTH),
      ask(CLOSED_BY_MONTH),
    ]);
    const casesOf = (rows: Cases[], month: Month): number =>
      rows.find((row) => row.month === month.code)?.cases ?? 0;
    return months.map((month) => ({
      month,
      received: casesOf(received, month),
      reopened: casesOf(reopened, month),
      closed: casesOf(closed, month),
    }));
  }

  private async cells({ first, next }: Month, facts: string): Promise<Cell[]> {
    const ask = (sql: string) => this.slowReads.rows<CellRow>(sql, { first, next });
    const rows = await Promise.all([ask(countCells(facts)), ask(answerCells({ facts }))]);
    return rows.flat().map((row) => ({ values: valuesOf(row), counts: sumsOf(COUNTS, row) }));
  }

  private async measured(
    timing: Timing,
    { first, next }: Month,
    facts: string,
  ): Promise<MeasuredGroup[]> {
    const rows = await this.slowReads.rows<MeasuredRow>(measured(timing, facts), { first, next });
    return rows.flatMap(({ dimension, value, ...times }) =>
      spreadsIn(times, timing).map(([measure, spread]) => ({ measure, dimension, value, spread })),
    );
  }
}

interface Cases {
  readonly month: string;
  readonly cases: number;
}

type MeasuredRow = MeasuredTimes & {
  readonly dimension: Dimension | 'all';
  readonly value: string | null;
};

/** In the order of their codes, the line without a value last. */
function named(
  dimension: Dimension,
  lines: readonly FiguresByValue[],
  names: NamesById,
): MonthLine[] {
  return lines
    .map(({ value, figures }) => ({
      value: nameOfValue(dimension, value, names),
      figures,
    }))
    .sort((a, b) => order(a.value?.code, b.value?.code));
}

function order(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
