/**
 * What a month tells beside its sums: when requests come, how they end, how long they take, how old the open ones are.
 *
 * - *rhythm*: received by weekday (1 is Monday) and hour (0 to 23) of the town's clock.
 * - *outcomes*: the closed by outcome; null where none was given.
 * - *histograms*: first answers and closings by days; a case belongs to the first edge that it does not exceed, null: longer than all.
 * - *ageing*: what was open at the month's end, by whole days since it was filed, in the same way; what is open today while the month runs.
 *
 * Each adds up to the figure that it divides: received, closed, the cases of the measure, open at the end.
 *
 * - *moves*: the phases that requests entered in the month, by the state they came from (null: they were filed), the state and the level that
 *   entered it. What was struck through is none. They add up to nothing else: a request enters any number of phases.
 */
import type { LocalizedText } from '../../shared/localized-text.js';
import { addCivilDays, civilDate, civilWeekday } from '../../calendar/domain/civil-time.js';
import { civilText } from './civil-text.js';

export const DURATION_EDGES_DAYS = [1, 3, 7, 15, 30, 60, 90, 180] as const;
export const AGE_EDGES_DAYS = [7, 30, 60, 90, 180, 365] as const;

export interface RhythmCell {
  readonly weekday: number;
  readonly hour: number;
  readonly received: number;
}

export interface Bucket {
  /** Null: longer than the last edge. */
  readonly upToDays: number | null;
  readonly cases: number;
}

/** A code with what it was called then; null: the language files name it. */
export interface Called {
  readonly code: string;
  readonly name: LocalizedText | null;
}

export interface Move {
  readonly from: Called | null;
  readonly to: Called;
  /** A role, or `citizen`, `partner`, `system`. */
  readonly level: Called;
  readonly moves: number;
}

export interface Patterns {
  readonly rhythm: readonly RhythmCell[];
  readonly outcomes: readonly { readonly code: string | null; readonly closed: number }[];
  readonly histograms: Readonly<Record<'firstAnswer' | 'closure', readonly Bucket[]>>;
  readonly ageing: readonly Bucket[];
  readonly moves: readonly Move[];
}

export const NO_PATTERNS: Patterns = Object.freeze({
  rhythm: [],
  outcomes: [],
  histograms: { firstAnswer: [], closure: [] },
  ageing: [],
  moves: [],
});

/** Every bucket of the edges, those without cases too. `index` counts the edges from 0; one beyond the last is "longer". */
export function buckets(
  edges: readonly number[],
  counted: readonly { readonly index: number; readonly cases: number }[],
): Bucket[] {
  const casesOf = (index: number): number =>
    counted.filter((one) => one.index === index).reduce((sum, { cases }) => sum + cases, 0);
  return [...edges, null].map((upToDays, index) => ({ upToDays, cases: casesOf(index) }));
}

/** Requests counted by the hours of UTC in which they came (`YYYY-MM-DDTHH`), by the town's weekday and hour. Sorted. */
export function rhythmOf(
  hours: readonly { readonly utcHour: string; readonly cases: number }[],
): RhythmCell[] {
  const sums = new Map<string, RhythmCell>();
  for (const { utcHour, cases } of hours) {
    const instant = new Date(`${utcHour}:00:00Z`);
    const weekday = civilWeekday(civilDate(instant));
    const hour = Number(civilText(instant).slice(11, 13));
    const key = `${weekday}/${String(hour).padStart(2, '0')}`;
    const received = (sums.get(key)?.received ?? 0) + cases;
    sums.set(key, { weekday, hour, received });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

/** The latest civil dates of filing that fall beyond each edge, seen from the last day: the older the further. */
export function ageBounds(lastDay: string): string[] {
  return AGE_EDGES_DAYS.map((days) => addCivilDays(lastDay, -days));
}
