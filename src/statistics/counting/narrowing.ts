/** What requests have in common, as a condition of SQL on the columns of their facts: `:value0`, `:value1`, … are the values. */
import type { Dimension } from '../domain/figures.js';
import type { Slice } from '../domain/period.js';
import { DIMENSION_COLUMNS } from './month-sql.js';
import type { Names } from '../names.service.js';

export interface Narrowing {
  readonly where: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Of requests that meet every slice. Councils' own tables are asked by id; a code that is not there finds nothing. */
export function narrowingOf(slices: readonly Slice[], names: Names): Narrowing {
  const asked = slices.map(({ dimension, code }) => ({ dimension, value: valueOf(dimension, code, names) })); // prettier-ignore
  const values = asked.flatMap(({ value }, i) => (value === null ? [] : [[`value${i}`, value] as const])); // prettier-ignore
  return { where: asked.map(condition).join(' AND '), values: Object.fromEntries(values) };
}

function valueOf(dimension: Dimension, code: string | null, names: Names): string | null {
  const [id] = [...names[dimension]].find(([, name]) => name.code === code) ?? [code];
  return id;
}

function condition(
  { dimension, value }: { readonly dimension: Dimension; readonly value: string | null },
  i: number,
): string {
  const column = DIMENSION_COLUMNS[dimension];
  return value === null ? `${column} IS NULL` : `${column} = :value${i}`;
}
