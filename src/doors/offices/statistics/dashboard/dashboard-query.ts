/** The dashboard's address: the month that it ends with and the one or two slices of the town that it looks at. */
import type { FieldError } from '../../../../shared/refusal.js';
import type { Dimension } from '../../../../statistics/domain/figures.js';
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

/** The list's own parameters; the other dimensions have none there. */
const LIST_NAMES: Partial<Record<Dimension, string>> = {
  category: 'tipo',
  office: 'ufficio',
  area: 'zona',
  partner: 'ente',
  kind: 'genere',
  state: 'stato',
};

/** The list behind a number of the slices; null where the list cannot be narrowed so. */
export function listBehind(
  slices: readonly Slice[],
  asked: Readonly<Record<string, string>>,
): string | null {
  const search = new URLSearchParams(asked);
  for (const { dimension, code } of slices) {
    const name = LIST_NAMES[dimension];
    if (!name || code === null) return null;
    search.set(name, code);
  }
  return `/ufficio?${search}`;
}

/** What is closed still and was closed last in these days. */
export function closedBehind(
  slices: readonly Slice[],
  { from, to }: Readonly<Record<'from' | 'to', string>>,
): string | null {
  return listBehind(slices, { fase: 'chiuse', 'chiusa-dal': from, 'chiusa-al': to });
}
