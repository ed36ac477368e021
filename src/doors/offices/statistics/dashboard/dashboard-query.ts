/** The dashboard's address: the month that it ends with and the one or two slices of the town that it looks at. */
import type { FieldError } from '../../../../shared/refusal.js';
import { type Month, monthOf, readMonth } from '../../../../statistics/domain/month.js';
import { readSlices, type Slice, sliceText } from '../../../../statistics/domain/period.js';
import { oneText } from '../asked-month.js';

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
  const typed = oneText(query['fino'])?.trim() || today.slice(0, 7);
  const month = readMonth(typed, today);
  const named = [query['voce'] ?? []].flat().map((voce) => String(voce).slice(0, 120));
  const slices = readSlices(named);
  return {
    last: typeof month === 'string' ? monthOf(today) : month,
    slices,
    values: { fino: typed, voci: slices.map(sliceText) },
    errors: typeof month === 'string' ? [{ field: 'fino', code: month }] : [],
  };
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
