/** The dashboard's address: the month that it ends with and the slice of the town that it looks at. */
import type { FieldError } from '../../../shared/refusal.js';
import type { Dimension } from '../../../statistics/domain/figures.js';
import { type Month, monthOf, readMonth } from '../../../statistics/domain/month.js';
import { readSlice, type Slice } from '../../../statistics/domain/period.js';
import { oneText } from './asked-month.js';

export interface DashboardQuery {
  readonly last: Month;
  readonly slice: Slice | null;
  readonly values: Readonly<Record<'fino' | 'voce', string>>;
  readonly errors: readonly FieldError[];
}

/** Without a month: the one that runs. */
export function readDashboardQuery(
  query: Readonly<Record<string, unknown>>,
  today: string,
): DashboardQuery {
  const typed = oneText(query['fino'])?.trim() || today.slice(0, 7);
  const voce = (oneText(query['voce']) ?? '').slice(0, 120);
  const month = readMonth(typed, today);
  const slice = readSlice(voce);
  return {
    last: typeof month === 'string' ? monthOf(today) : month,
    slice,
    values: { fino: typed, voce: slice ? voce : '' },
    errors: typeof month === 'string' ? [{ field: 'fino', code: month }] : [],
  };
}

/** The list's own parameters; channels, origins and languages have none there. */
const LIST_NAMES: Partial<Record<Dimension, string>> = {
  category: 'tipo',
  office: 'ufficio',
  area: 'zona',
  partner: 'ente',
  kind: 'genere',
};

/** The list behind a number of a slice; null where the list cannot be narrowed so. */
export function listBehind(
  slice: Slice | null,
  asked: Readonly<Record<string, string>>,
): string | null {
  const search = new URLSearchParams(asked);
  if (slice) {
    const name = LIST_NAMES[slice.dimension];
    if (!name || slice.code === null) return null;
    search.set(name, slice.code);
  }
  return `/ufficio?${search}`;
}
