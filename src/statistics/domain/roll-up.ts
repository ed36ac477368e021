/**
 * Puts a month together from what the database counted. Counts come by every combination of the dimensions of a grouping, each request in
 * one cell of each grouping, and are added up here: so the sums over the dimensions of a grouping equal its whole by construction. Percentiles
 * do not add up: they come once per value.
 */
import {
  addCounts,
  byDimension,
  byMeasure,
  type Counts,
  type Dimension,
  DIMENSIONS,
  type Figures,
  figuresOf,
  type Measure,
  NO_COUNTS,
  NO_SPREAD,
  type Spread,
} from './figures.js';

/** The requests that share one value in each dimension of a grouping. Values are ids or codes; null: none. */
export interface Cell {
  readonly values: Readonly<Partial<Record<Dimension, string | null>>>;
  readonly counts: Counts;
}

/** What was measured of one value of a dimension, `all` being the town; there is no group without cases. */
export interface MeasuredGroup {
  readonly measure: Measure;
  readonly dimension: Dimension | 'all';
  readonly value: string | null;
  readonly spread: Spread;
}

export interface FiguresByValue {
  readonly value: string | null;
  readonly figures: Figures;
}

export interface RolledUp {
  readonly totals: Figures;
  readonly by: Readonly<Record<Dimension, readonly FiguresByValue[]>>;
}

/** Figures of the town and by every value that occurs. Refuses nothing. */
export function rollUp(cells: readonly Cell[], groups: readonly MeasuredGroup[]): RolledUp {
  const spreads = new Map(
    groups.map((group) => [key(group.measure, group.dimension, group.value), group.spread]),
  );
  const figures = (counts: Counts, dimension: Dimension | 'all', value: string | null): Figures =>
    figuresOf(
      counts,
      byMeasure((measure) => spreads.get(key(measure, dimension, value)) ?? NO_SPREAD),
    );
  const totals = cells
    .filter(({ values }) => DIMENSIONS[0] in values) // of one grouping: the others count the same requests again
    .reduce((sum, cell) => addCounts(sum, cell.counts), NO_COUNTS);
  const lines = (dimension: Dimension): FiguresByValue[] =>
    [...valuesOf(dimension, cells, groups)].map(([value, counts]) => ({
      value,
      figures: figures(counts, dimension, value),
    }));
  return { totals: figures(totals, 'all', null), by: byDimension(lines) };
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
    if (value === undefined) continue;
    sums.set(value, addCounts(sums.get(value) ?? NO_COUNTS, counts));
  }
  for (const group of groups)
    if (group.dimension === dimension && !sums.has(group.value)) sums.set(group.value, NO_COUNTS);
  return sums;
}

function key(measure: Measure, dimension: string, value: string | null): string {
  return JSON.stringify([measure, dimension, value]);
}
