/**
 * How long the cases of a month took, as SQL of both databases: calendar and working time, with and without what the clock stood still. A case
 * is a row with `filed_at`, `until`, `working_seconds` and `SUSPENDED`.
 */
import { databaseKind } from '../../config/database-kind.js';
import { milliseconds } from '../../database/columns.js';
import type { Measure } from '../domain/figures.js';

/** The kinds of case; each has its measures, asked together. */
export const TIMINGS = ['firstAnswer', 'closure'] as const;
export type Timing = (typeof TIMINGS)[number];

/** How long the clock stood still. */
export const SUSPENDED = 'suspended_seconds, suspended_working_seconds';

const PASSED = milliseconds('filed_at', 'until');
const WORKED = ofSeconds('working_seconds');
const TIMES = {
  firstAnswer: { firstAnswer: PASSED, firstAnswerWorking: WORKED },
  closure: {
    closure: PASSED,
    closureNet: less(PASSED, 'suspended_seconds'),
    closureWorking: WORKED,
    closureNetWorking: less(WORKED, 'suspended_working_seconds'),
  },
} as const satisfies Record<Timing, Partial<Record<Measure, string>>>;

export function measuresOf(timing: Timing): Measure[] {
  return Object.keys(TIMES[timing]) as Measure[]; // our own keys, above
}

/** A column of milliseconds for each measure. */
export function timesOf(timing: Timing): string {
  return Object.entries(TIMES[timing])
    .map(([measure, ms]) => `${ms} AS "${measure}"`)
    .join(', ');
}

/** Cases, median, 90th percentile and mean of those columns: what `spreadsIn` reads. */
export function spreadsOf(timing: Timing): string {
  return measuresOf(timing).map(spreadOf).join(', ');
}

function spreadOf(measure: Measure): string {
  const column = `"${measure}"`;
  return `CAST(COUNT(${column}) AS INTEGER) AS "${measure}Cases", AVG(${column}) AS "${measure}MeanMs",
    ${percentile(0.5, column)} AS "${measure}MedianMs", ${percentile(0.9, column)} AS "${measure}P90Ms"`;
}

/** Both databases interpolate alike; only the grammar differs. */
export function percentile(fraction: number, column: string): string {
  return databaseKind === 'postgres'
    ? `percentile_cont(${fraction}) WITHIN GROUP (ORDER BY ${column})`
    : `percentile_cont(${column}, ${fraction})`;
}

/** Never below nought; unknown stays unknown. */
function less(ms: string, seconds: string): string {
  const stood = ofSeconds(seconds);
  return `CASE WHEN ${ms} <= ${stood} THEN 0 ELSE ${ms} - ${stood} END`;
}

/** A month in milliseconds is more than a 32 bit integer of PostgreSQL holds. */
function ofSeconds(column: string): string {
  return `CAST(${column} AS BIGINT) * 1000`;
}
