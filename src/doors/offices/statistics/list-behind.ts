/** The way from a number to the list of the requests that it counts. Pure. */
import type { Viewer } from '../../../access/viewer.js';
import { addCivilDays } from '../../../calendar/domain/civil-time.js';
import type { Dimension } from '../../../statistics/domain/figures.js';
import type { AskedCases, AskedDuration } from '../../../requests/queries/passed/passed-filter.js';
import { ageBounds, DURATION_EDGES_DAYS } from '../../../statistics/domain/patterns.js';
import type { Slice } from '../../../statistics/domain/period.js';
import { writeCases, writeDuration, writeMove } from '../desk/asked-passing.js';

/** The numbers count the whole town; the lists behind them show whoever sees less of it only their part. */
export function seesLessThanCounted(viewer: Viewer): boolean {
  return viewer.kind !== 'office' || viewer.scope !== 'all';
}

export interface Days {
  /** Civil dates, both included. */
  readonly from: string;
  readonly to: string;
  /** Today is among them. */
  readonly isRunning: boolean;
}

/** The list's own parameters. */
const LIST_NAMES: Readonly<Record<Dimension, string>> = {
  category: 'tipo',
  office: 'ufficio',
  area: 'zona',
  channel: 'canale',
  partner: 'ultimo-ente',
  kind: 'genere',
  origin: 'rapporto',
  outcome: 'esito',
  state: 'stato',
  language: 'lingua',
  level: 'livello',
  weekday: 'giorno-settimana',
  hour: 'ora',
};
/** Those whose missing value can be asked for, with the list's word for it. */
const WITHOUT: Partial<Record<Dimension, string>> = {
  area: '-',
  partner: '-',
  origin: '-',
  outcome: '-',
};

/** What each count of the days opens; null where the list cannot be narrowed so. */
export function listsBehind(slices: readonly Slice[], { from, to, isRunning }: Days) {
  const closed = { fase: 'tutte', 'chiusa-dal': from, 'chiusa-al': to };
  return {
    /** By the day on which they count: a letter that lay for weeks is received when somebody files it. */
    received: listBehind(slices, { fase: 'tutte', casi: writeCases({ of: 'received', from, to }) }),
    reopened: listBehind(slices, { fase: 'tutte', 'riaperta-dal': from, 'riaperta-al': to }),
    /** Whatever was closed in these days, open again by now or not. */
    closed: listBehind(slices, { ...closed, ritirate: 'no' }),
    withdrawn: listBehind(slices, { ...closed, ritirate: 'solo' }),
    openAtEnd: listBehind(slices, stockOf({ to, isRunning })),
  };
}

/** What a median, a share or a mean of these days is made of. */
export function casesBehind(slices: readonly Slice[], { from, to }: Omit<Days, 'isRunning'>) {
  const lasted = (of: AskedDuration['of']) =>
    listBehind(slices, { fase: 'tutte', durata: writeDuration({ of, overDays: 0, upToDays: null, from, to }) }); // prettier-ignore
  const cases = (of: AskedCases['of']) =>
    listBehind(slices, { fase: 'tutte', casi: writeCases({ of, from, to }) });
  return {
    firstAnswer: lasted('firstAnswer'),
    closure: lasted('closure'),
    /** Closed within the term. */
    term: cases('inTerm'),
    satisfaction: cases('rated'),
    /** Received on line, without imports. */
    online: cases('online'),
  };
}

/**
 * Both: what each count opens, and what each median, share or mean of the same days is made of. A closing counts under the outcome that it had, whatever
 * undid it: so the list of the closed tells it, and no list tells which of them were in term.
 */
export function everyList(slices: readonly Slice[], days: Days) {
  const counts = listsBehind(slices, days);
  const isOfOutcome = slices.some(({ dimension }) => dimension === 'outcome');
  const cases = casesBehind(slices, days);
  return isOfOutcome
    ? { ...counts, ...cases, closure: counts.closed, term: null }
    : { ...counts, ...cases };
}

/** What each bucket of `ageing` opens, seen from the last of the days, or from today while they run; null where the list cannot be narrowed so. */
export function agesBehind(slices: readonly Slice[], days: Days, today: string): (string | null)[] {
  const bounds = ageBounds(days.isRunning ? today : days.to);
  return [...bounds, ''].map((dal, i) => {
    const younger = bounds[i - 1];
    const al = younger ? addCivilDays(younger, -1) : '';
    const filed = Object.entries({ dal, al }).filter(([, day]) => day !== '');
    return listBehind(slices, { ...stockOf(days), ...Object.fromEntries(filed) });
  });
}

/** What went from one state to another in these days; a request that did so twice is in the list once. */
export function movesBehind(slices: readonly Slice[], { from, to }: Days) {
  return (fromState: string | null, toState: string): string | null =>
    listBehind(slices, { fase: 'tutte', passaggio: writeMove({ fromState, toState, from, to }) });
}

/** What was answered or closed in these days, by how long it had taken: a list for each bucket. */
export function durationsBehind(
  slices: readonly Slice[],
  { from, to }: Days,
  of: AskedDuration['of'],
): (string | null)[] {
  return [...DURATION_EDGES_DAYS, null].map((upToDays, i) => {
    const overDays = DURATION_EDGES_DAYS[i - 1] ?? 0;
    return listBehind(slices, {
      fase: 'tutte',
      durata: writeDuration({ of, overDays, upToDays, from, to }),
    });
  });
}

/** What is open now, or what was open when the last of the days ended. */
function stockOf({ to, isRunning }: Pick<Days, 'to' | 'isRunning'>): Record<string, string> {
  return isRunning ? { fase: 'aperte' } : { fase: 'tutte', 'aperta-il': to };
}

function listBehind(
  slices: readonly Slice[],
  asked: Readonly<Record<string, string>>,
): string | null {
  const search = new URLSearchParams(asked);
  for (const { dimension, code } of slices) {
    const name = LIST_NAMES[dimension];
    const value = code ?? WITHOUT[dimension];
    if (value === undefined) return null;
    search.set(name, value);
  }
  return `/ufficio?${search}`;
}
