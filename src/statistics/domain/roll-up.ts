/**
 * Puts a month together from what the database counted. Counts come once, by every combination of all dimensions, and are added up
 * here: so the sums over each dimension equal the town's by construction. Percentiles do not add up: they come once per value.
 */
import {
  addCounts,
  type Counts,
  type Dimension,
  type Figures,
  figuresOf,
  type Measure,
  NO_COUNTS,
  type Spread,
} from './figures.js';
import { daysOf, interpolate, ranksOf } from './percentile.js';

/** The requests that share one value in each dimension. Values are ids or codes; null: none. */
export interface Cell {
  readonly values: Readonly<Record<Dimension, string | null>>;
  readonly counts: Counts;
}

/** The measured times at the ranks that median and 90th percentile ask for, in milliseconds; `dimension` `all` is the town. */
export interface MeasuredGroup {
  readonly measure: Measure;
  readonly dimension: Dimension | 'all';
  readonly value: string | null;
  readonly cases: number;
  /** By rank from 1; holds at least the ranks that `ranksOf` names. */
  readonly atRank: ReadonlyMap<number, number>;
}

export interface FiguresByValue {
  readonly value: string | null;
  readonly figures: Figures;
}

export interface RolledUp {
  readonly totals: Figures;
  readonly by: Readonly<Record<Dimension, readonly FiguresByValue[]>>;
}

/** Figures of the town and by every value that occurs; throws where a rank that was asked for is missing. */
export function rollUp(cells: readonly Cell[], groups: readonly MeasuredGroup[]): RolledUp {
  const spreads = new Map(
    groups.map((group) => [key(group.measure, group.dimension, group.value), spreadOf(group)]),
  );
  const figures = (counts: Counts, dimension: Dimension | 'all', value: string | null): Figures =>
    figuresOf(counts, {
      firstAnswer: spreads.get(key('firstAnswer', dimension, value)),
      closure: spreads.get(key('closure', dimension, value)),
    });
  const totals = cells.reduce((sum, cell) => addCounts(sum, cell.counts), NO_COUNTS);
  const byDimension = (dimension: Dimension): FiguresByValue[] =>
    [...valuesOf(dimension, cells, groups)].map(([value, counts]) => ({
      value,
      figures: figures(counts, dimension, value),
    }));
  return {
    totals: figures(totals, 'all', null),
    by: {
      category: byDimension('category'),
      office: byDimension('office'),
      area: byDimension('area'),
      channel: byDimension('channel'),
      partner: byDimension('partner'),
      kind: byDimension('kind'),
    },
  };
}

/** Median and 90th percentile in days. */
export function spreadOf(group: Pick<MeasuredGroup, 'cases' | 'atRank'>): Spread {
  if (group.cases === 0) return { cases: 0, medianDays: null, p90Days: null };
  return { cases: group.cases, medianDays: percentile(group, 5), p90Days: percentile(group, 9) };
}

function percentile(
  { cases, atRank }: Pick<MeasuredGroup, 'cases' | 'atRank'>,
  tenths: number,
): number {
  const ranks = ranksOf(cases, tenths);
  const [lower, upper] = [atRank.get(ranks.lower), atRank.get(ranks.upper)];
  if (lower === undefined || upper === undefined)
    throw new Error(`rank ${ranks.lower} or ${ranks.upper} of ${cases} was not measured`);
  return daysOf(interpolate(ranks, lower, upper));
}

/** A value with measured times has a line of its own even where nothing else was counted in the month. */
function valuesOf(
  dimension: Dimension,
  cells: readonly Cell[],
  groups: readonly MeasuredGroup[],
): Map<string | null, Counts> {
  const sums = new Map<string | null, Counts>();
  for (const { values, counts } of cells) {
    const value = values[dimension];
    sums.set(value, addCounts(sums.get(value) ?? NO_COUNTS, counts));
  }
  for (const group of groups)
    if (group.dimension === dimension && !sums.has(group.value)) sums.set(group.value, NO_COUNTS);
  return sums;
}

function key(measure: Measure, dimension: string, value: string | null): string {
  return JSON.stringify([measure, dimension, value]);
}
