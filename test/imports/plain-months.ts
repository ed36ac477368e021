/** What the months of the real reports must say, counted from the table itself: no line of the product is asked, its mapping neither. */
import { DateTime } from 'luxon';
import { plainWorkingSeconds } from '../support/plain-working.js';
import type { RealRow } from './alessandria.js';

/** Where the words of the table go: the category and its office. */
const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  Buche: ['roads-signs', 'roads-works'],
  'Semafori e segnaletica stradale': ['roads-signs', 'roads-works'],
  Tombini: ['water-flooding', 'roads-works'],
  'Acquedotto e fognature': ['water-flooding', 'roads-works'],
  'Verde pubblico': ['parks-green', 'green'],
  'Parchi gioco e aree cani': ['parks-green', 'green'],
  'Arredo urbano': ['street-furniture', 'roads-works'],
  'Disinfestazione (topi, blatte, vespe, piccioni)': ['pests-animals', 'environment'],
  'Tutela animali': ['pests-animals', 'environment'],
  Cimiteri: ['buildings-schools', 'schools-buildings'],
  'Accessibilità ed inclusione delle persone con disabilità': ['accessibility', 'urp'],
  'Illuminazione pubblica': ['street-lighting', 'street-lighting-office'],
  'Idee e proposte': ['council-services', 'urp'],
  Altro: ['council-services', 'urp'],
};
/** The patron saint's day of the town that takes them in. */
const PATRON = ['2023-09-21', '2024-09-21', '2025-09-21', '2026-09-21'];
const DAY_MS = 86_400_000;

/** The dimensions that the table tells, and what it tells of a row; what it does not know is null. */
export const TOLD: Readonly<Record<string, (row: RealRow) => string | null>> = {
  category: ({ category }) => PLACES[category]![0],
  office: ({ category }) => PLACES[category]![1],
  area: () => null,
  partner: () => null,
  origin: () => null,
  channel: () => 'api',
  kind: () => 'report',
  language: () => 'it',
  weekday: ({ filed }) => String(DateTime.fromISO(filed).weekday),
  hour: () => '00',
};

/** `2023-05`, … up to the last, both within. */
export function monthCodes(first: string, last: string): string[] {
  const codes = [first];
  for (let code = first; code < last; codes.push(code))
    code = DateTime.fromISO(`${code}-01`).plus({ months: 1 }).toFormat('yyyy-MM');
  return codes;
}

/** The sums and the durations of a month. */
export function plainMonth(rows: readonly RealRow[], month: string) {
  const received = rows.filter(({ filed }) => monthOf(filed) === month);
  const ended = rows.filter((row) => endOf(row) === month);
  const closed = ended.filter((row) => !isWithdrawn(row));
  const wasOpen = (row: RealRow) => monthOf(row.filed) < month && (endOf(row) === '' || endOf(row) >= month); // prettier-ignore
  const working = closed.map((row) => plainWorkingSeconds(startOf(row.filed), startOf(row.closed), PATRON) / 86_400); // prettier-ignore
  const days = spread(closed.map(daysOpen));
  return {
    openAtStart: rows.filter(wasOpen).length,
    received: received.length,
    receivedImported: received.length,
    reopened: 0,
    closed: closed.length,
    withdrawn: ended.length - closed.length,
    openAtEnd: openAfter(rows, month).length,
    firstAnswer: spread([]),
    closure: days,
    closureNet: days,
    firstAnswerWorking: spread([]),
    closureWorking: spread(working),
    closureNetWorking: spread(working),
    term: { cases: 0, within: 0, share: null },
    satisfaction: { cases: 0, mean: null },
  };
}

/** When they came, how long the closed ones took, how old the open ones were. */
export function plainPatterns(rows: readonly RealRow[], month: string) {
  const received = rows.filter(({ filed }) => monthOf(filed) === month);
  const closed = rows.filter((row) => endOf(row) === month && !isWithdrawn(row));
  const last = DateTime.fromISO(`${month}-01`, { zone: 'utc' }).endOf('month').startOf('day');
  const ageOf = ({ filed }: RealRow) => last.diff(DateTime.fromISO(filed, { zone: 'utc' }), 'days').days; // prettier-ignore
  const rhythm = [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const came = received.filter((row) => TOLD['weekday']!(row) === String(weekday));
    return { weekday, hour: 0, received: came.length };
  });
  return {
    rhythm: rhythm.filter((cell) => cell.received > 0),
    closure: bucketed(closed.map(daysOpen), [1, 3, 7, 15, 30, 60, 90, 180]),
    ageing: bucketed(openAfter(rows, month).map(ageOf), [7, 30, 60, 90, 180, 365]),
  };
}

/** How many stood open in each state when the month ended: the other system tells that of what it still had open; of the rest, that it had been sent. */
export function plainStates(rows: readonly RealRow[], month: string): Record<string, number> {
  const states: Record<string, number> = {};
  for (const { state } of openAfter(rows, month)) {
    const code = state === 'in carico' ? 'taken-in-charge' : 'received';
    states[code] = (states[code] ?? 0) + 1;
  }
  return states;
}

function monthOf(date: string): string {
  return date.slice(0, 7);
}

function isWithdrawn({ state }: RealRow): boolean {
  return ['annullata', 'eliminata'].includes(state);
}

/** The month; empty: it has none. What was cancelled ended on the day it was filed. */
function endOf(row: RealRow): string {
  return monthOf(isWithdrawn(row) ? row.filed : row.closed);
}

function openAfter(rows: readonly RealRow[], month: string): RealRow[] {
  return rows.filter((row) => monthOf(row.filed) <= month && (endOf(row) === '' || endOf(row) > month)); // prettier-ignore
}

/** As they really passed: a night in which the clock changes lasts 23 or 25 hours. */
function daysOpen(row: RealRow): number {
  return (startOf(row.closed).getTime() - startOf(row.filed).getTime()) / DAY_MS;
}

/** Median, 90th percentile and mean as a spreadsheet tells them. */
function spread(values: readonly number[]) {
  if (values.length === 0) return { cases: 0, medianDays: null, p90Days: null, meanDays: null };
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const rank = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
    return below + (above - below) * (rank - Math.floor(rank));
  };
  const meanDays = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { cases: sorted.length, medianDays: at(0.5), p90Days: at(0.9), meanDays };
}

/** Each value in the first bucket whose edge it does not exceed; null: longer than all. */
function bucketed(values: readonly number[], edges: readonly number[]) {
  return [...edges, null].map((upToDays, i) => {
    const over = edges[i - 1] ?? -Infinity;
    const cases = values.filter((value) => value > over && value <= (upToDays ?? Infinity)).length;
    return { upToDays, cases };
  });
}

function startOf(date: string): Date {
  return DateTime.fromISO(date, { zone: 'Europe/Rome' }).toJSDate();
}
