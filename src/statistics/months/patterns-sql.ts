/** The questions behind `domain/patterns.ts`; `:first` and `:next` are the month's bounds, as in `month-sql.ts`. */
import { databaseKind } from '../../config/database-kind.js';
import { AGE_EDGES_DAYS, DURATION_EDGES_DAYS } from '../domain/patterns.js';
import { CLOSINGS, FIRST_ANSWERS, OPEN_AT_END, SLICE } from './month-sql.js';
import { milliseconds } from './timing-sql.js';

const COUNT = 'CAST(COUNT(*) AS INTEGER)';
const CASES = `${COUNT} AS "cases"`;
const DAY_MS = 86_400_000;

/** Received by the hour of UTC, for no database knows the town's clock as the program does. */
export const RECEIVED_BY_HOUR = `
  SELECT ${utcHour('filed_at')} AS "utcHour", ${CASES} FROM request_facts
   WHERE filed_on >= :first AND filed_on < :next GROUP BY 1`;

export const CLOSED_BY_OUTCOME = `
  SELECT given AS "code", ${COUNT} AS "closed" FROM (${CLOSINGS}) closings GROUP BY given`;

/** Phases entered in the month, by the state before, the state and the level that entered it. */
export const MOVES = `
  SELECT from_state AS "from", to_state AS "to", level AS "level", ${COUNT} AS "moves" FROM state_moves
   WHERE moved_on >= :first AND moved_on < :next GROUP BY from_state, to_state, level`;

export const HISTOGRAMS = {
  firstAnswer: histogram(FIRST_ANSWERS),
  closure: histogram(CLOSINGS),
} as const;

/** `:age0`, `:age1`, …: what was filed before that day is older than that edge. */
export const OPEN_BY_AGE = `
  ${SLICE} SELECT CASE ${AGE_EDGES_DAYS.map((_, i) => `WHEN filed_on >= :age${i} THEN ${i}`).join(' ')}
    ELSE ${AGE_EDGES_DAYS.length} END AS "index", ${OPEN_AT_END} AS "cases" FROM slice GROUP BY 1`;

function histogram(cases: string): string {
  const ms = milliseconds('filed_at', 'until');
  const edges = DURATION_EDGES_DAYS.map((days, i) => `WHEN ${ms} <= ${days * DAY_MS} THEN ${i}`);
  return `SELECT CASE ${edges.join(' ')} ELSE ${edges.length} END AS "index", ${CASES} FROM (${cases}) cases GROUP BY 1`;
}

function utcHour(column: string): string {
  return databaseKind === 'postgres'
    ? `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24')`
    : `substr(${column}, 1, 13)`;
}
