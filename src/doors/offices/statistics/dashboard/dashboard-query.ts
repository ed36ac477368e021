/** The dashboard's address: the month that it ends with and the one or two slices of the town that it looks at. */
import type { FieldError } from '../../../../shared/refusal.js';
import { type Month, monthOf, readMonth } from '../../../../statistics/domain/month.js';
import {
  MOST_SLICES,
  readSlice,
  readSlices,
  type Slice,
  sliceText,
} from '../../../../statistics/domain/period.js';

const FIELD = 'voce-1';

export interface DashboardQuery {
  readonly last: Month;
  readonly slices: readonly Slice[];
  readonly values: { readonly fino: string; readonly voci: readonly string[] };
  readonly errors: readonly FieldError[];
}

/** Without a month: the one that runs. */
export function readDashboardQuery(
  query: Readonly<Record<string, unknown>>,
  today: string,
): DashboardQuery {
  const typed = String(query['fino'] ?? '').trim() || today.slice(0, 7);
  const month = readMonth(typed, today);
  const named = [query['voce'] ?? []].flat().map((voce) => String(voce).slice(0, 120)).filter((voce) => voce !== ''); // prettier-ignore
  const slices = readSlices(named);
  return {
    last: typeof month === 'string' ? monthOf(today) : month,
    slices,
    values: { fino: typed, voci: slices.map(sliceText) },
    errors: [
      ...(typeof month === 'string' ? [{ field: 'fino', code: month }] : []),
      ...sliceFaults(named),
    ],
  };
}

/** What cannot be looked at, each once: a filter that is none, a dimension a second time, more than two. */
function sliceFaults(named: readonly string[]): FieldError[] {
  const read = named.map(readSlice);
  const unknown = named.filter((_, i) => read[i] === null).map(unknownSlice);
  const dimensions = read.filter((slice) => slice !== null).map(({ dimension }) => dimension);
  const different = new Set(dimensions).size;
  const twice = different < dimensions.length ? [{ field: FIELD, code: 'slices-alike' }] : [];
  const tooMany = different > MOST_SLICES ? [{ field: FIELD, code: 'slices-too-many', data: { max: MOST_SLICES } }] : []; // prettier-ignore
  return [...unknown, ...twice, ...tooMany];
}

/** Nobody counts by it. */
export function unknownSlice(text: string): FieldError {
  return { field: FIELD, code: 'slice-unknown', data: { slice: text } };
}

/** The same page narrowed to a slice too: it takes the place of one of its dimension, else of the second. */
export function narrowedTo(
  slice: Slice,
  { slices, fino }: { slices: readonly Slice[]; fino: string },
): string {
  const others = slices.filter(({ dimension }) => dimension !== slice.dimension).slice(0, 1);
  const search = new URLSearchParams({ fino });
  for (const one of [...others, slice]) search.append('voce', sliceText(one));
  return `/ufficio/statistiche?${search}`;
}
