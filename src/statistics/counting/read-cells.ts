/** What the rows of `cells-sql.ts` say; `bigint` of PostgreSQL comes as text. Pure. */
import type { Dimension } from '../domain/figures.js';
import { dimensionsOf } from './cells-sql.js';
import { DIMENSION_COLUMNS } from './month-sql.js';

export type CellRow = Readonly<Record<string, unknown>>;

/** The values of the dimensions that the row tells. */
export function valuesOf(row: CellRow): Partial<Record<Dimension, string | null>> {
  return Object.fromEntries(
    dimensionsOf(Number(row['grouping'])).map((dimension) => {
      const read = row[DIMENSION_COLUMNS[dimension]];
      return [dimension, typeof read === 'string' ? read : null];
    }),
  );
}

/** The named sums; one that the row does not tell is nought. */
export function sumsOf<Name extends string>(
  names: readonly Name[],
  row: CellRow,
): Record<Name, number> {
  const sums = names.map((name) => [name, Number(row[name] ?? 0)]);
  return Object.fromEntries(sums) as Record<Name, number>; // the names that were given
}
