/** The way from a number to the list of the requests that it counts. Pure. */
import type { Dimension } from '../../../statistics/domain/figures.js';
import type { Slice } from '../../../statistics/domain/period.js';

interface Days {
  /** Civil dates, both included. */
  readonly from: string;
  readonly to: string;
  /** Today is among them. */
  readonly isRunning: boolean;
}

/** The list's own parameters; the other dimensions have none there. */
const LIST_NAMES: Partial<Record<Dimension, string>> = {
  category: 'tipo',
  office: 'ufficio',
  area: 'zona',
  channel: 'canale',
  partner: 'ente',
  kind: 'genere',
  origin: 'rapporto',
  outcome: 'esito',
  state: 'stato',
  language: 'lingua',
};
/** Those whose missing value can be asked for, with the list's word for it. */
const WITHOUT: Partial<Record<Dimension, string>> = { origin: '-', outcome: '-' };

/** What each count of the days opens; null where the list cannot be narrowed so. */
export function listsBehind(slices: readonly Slice[], { from, to, isRunning }: Days) {
  const closed = { fase: 'chiuse', 'chiusa-dal': from, 'chiusa-al': to };
  return {
    received: listBehind(slices, { fase: 'tutte', dal: from, al: to }),
    reopened: listBehind(slices, { fase: 'tutte', 'riaperta-dal': from, 'riaperta-al': to }),
    /** What is closed still and was closed last in these days. */
    closed: listBehind(slices, { ...closed, ritirate: 'no' }),
    withdrawn: listBehind(slices, { ...closed, ritirate: 'solo' }),
    /** No list tells what was open on a day that is past. */
    openAtEnd: isRunning ? listBehind(slices, { fase: 'aperte' }) : null,
  };
}

function listBehind(
  slices: readonly Slice[],
  asked: Readonly<Record<string, string>>,
): string | null {
  const search = new URLSearchParams(asked);
  for (const { dimension, code } of slices) {
    const name = LIST_NAMES[dimension];
    const value = code ?? WITHOUT[dimension];
    if (!name || value === undefined) return null;
    search.set(name, value);
  }
  return `/ufficio?${search}`;
}
