import { Injectable } from '@nestjs/common';
import { Clock } from '../shared/clock.js';
import {
  COUNTS,
  type Counts,
  type Dimension,
  daysOf,
  type Figures,
  type Measure,
} from './domain/figures.js';
import { type Month, monthsUpTo } from './domain/month.js';
import { type Cell, type FiguresByValue, type MeasuredGroup, rollUp } from './domain/roll-up.js';
import {
  CLOSED_BY_MONTH,
  COUNT_CELLS,
  DIMENSION_COLUMNS,
  MEASURED,
  RECEIVED_BY_MONTH,
} from './month-sql.js';
import { DimensionNames, type Name, type NamesById } from './names.service.js';
import { SlowReads } from './slow-reads.service.js';

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
  readonly closed: number;
}

/**
 * Computes a month from the facts as they stand now, the same numbers on both databases; every dimension's lines add up to the totals.
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
    const [cells, firstAnswer, closure, names] = await Promise.all([
      this.cells(month),
      this.measured('firstAnswer', month),
      this.measured('closure', month),
      this.names.all(),
    ]);
    const { totals, by } = rollUp(cells, [...firstAnswer, ...closure]);
    const lines = (dimension: Dimension): MonthLine[] => named(by[dimension], names[dimension]);
    return {
      month,
      computedAt: this.clock.now(),
      totals,
      by: {
        category: lines('category'),
        office: lines('office'),
        area: lines('area'),
        channel: lines('channel'),
        partner: lines('partner'),
        kind: lines('kind'),
      },
    };
  }

  /** Received and closed in each of the `count` months that end with `last`, oldest first; withdrawn ones are not among the closed. */
  async flow(last: Month, count: number): Promise<MonthFlow[]> {
    const months = monthsUpTo(last, count);
    const bounds = { first: months[0]?.first ?? last.first, next: last.next };
    const [received, closed] = await Promise.all([
      this.slowReads.rows<{ month: string; cases: number }>(RECEIVED_BY_MONTH, bounds),
      this.slowReads.rows<{ month: string; cases: number }>(CLOSED_BY_MONTH, bounds),
    ]);
    const casesOf = (rows: { month: string; cases: number }[], month: Month): number =>
      rows.find((row) => row.month === month.code)?.cases ?? 0;
    return months.map((month) => ({
      month,
      received: casesOf(received, month),
      closed: casesOf(closed, month),
    }));
  }

  private async cells({ first, next }: Month): Promise<Cell[]> {
    const rows = await this.slowReads.rows<Record<string, unknown>>(COUNT_CELLS, { first, next });
    return rows.map((row) => ({ values: valuesOf(row), counts: countsOf(row) }));
  }

  private async measured(measure: Measure, { first, next }: Month): Promise<MeasuredGroup[]> {
    const rows = await this.slowReads.rows<MeasuredRow>(MEASURED[measure], { first, next });
    return rows.map(({ dimension, value, cases, medianMs, p90Ms }) => ({
      measure,
      dimension,
      value,
      spread: { cases, medianDays: daysOf(medianMs), p90Days: daysOf(p90Ms) },
    }));
  }
}

interface MeasuredRow {
  readonly dimension: Dimension | 'all';
  readonly value: string | null;
  readonly cases: number;
  readonly medianMs: number;
  readonly p90Ms: number;
}

function valuesOf(row: Record<string, unknown>): Cell['values'] {
  const value = (dimension: Dimension): string | null => {
    const read = row[DIMENSION_COLUMNS[dimension]];
    return typeof read === 'string' ? read : null;
  };
  return {
    category: value('category'),
    office: value('office'),
    area: value('area'),
    channel: value('channel'),
    partner: value('partner'),
    kind: value('kind'),
  };
}

function countsOf(row: Record<string, unknown>): Counts {
  return Object.fromEntries(COUNTS.map((name) => [name, Number(row[name])])) as Counts; // keys are the list's own
}

/** In the order of their codes, the line without a value last. */
function named(lines: readonly FiguresByValue[], names: NamesById): MonthLine[] {
  return lines
    .map(({ value, figures }) => ({
      value: value === null ? null : (names.get(value) ?? { code: value, name: null }),
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
