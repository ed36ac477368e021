/** The questions behind `domain/patterns.ts`; `:first` and `:next` are the month's bounds and `where` what the requests have in common, as in `month-sql.ts`. */
import { databaseKind } from '../../config/database-kind.js';
import { AGE_EDGES_DAYS, DURATION_EDGES_DAYS } from '../domain/patterns.js';
import { openAtEndBy } from './cells-sql.js';
import { closingsOf, firstAnswersOf } from './month-sql.js';
import { milliseconds } from '../../database/columns.js';

const COUNT = 'CAST(COUNT(*) AS INTEGER)';
const CASES = `${COUNT} AS "cases"`;
const DAY_MS = 86_400_000;
const AGE = `CASE ${AGE_EDGES_DAYS.map((_, i) => `WHEN filed_on >= :age${i} THEN ${i}`).join(' ')} ELSE ${AGE_EDGES_DAYS.length} END`;

export function patternsSql(where?: string) {
  return {
    /** By the hour of UTC, for no database knows the town's clock as the program does. */
    receivedByHour: `SELECT ${utcHour('filed_at')} AS "utcHour", ${CASES} FROM request_facts
      WHERE filed_on >= :first AND filed_on < :next AND ${where ?? '1 = 1'} GROUP BY 1`,
    closedByOutcome: `SELECT outcome AS "code", ${COUNT} AS "closed" FROM (${closingsOf(where)}) closings GROUP BY outcome`,
    moves: moves(where),
    histograms: {
      firstAnswer: histogram(firstAnswersOf(where)),
      closure: histogram(closingsOf(where)),
    },
    /** `:age0`, `:age1`, …: what was filed before that day is older than that edge. */
    openByAge: openAtEndBy(AGE, where),
  };
}

/** Phases entered in the month, by the state before, the state and the level that entered it: day by day first, which is how their index lies. */
function moves(where: string | undefined): string {
  const rows = where === undefined ? 'state_moves' : `state_moves JOIN request_facts ON request_facts.request_id = state_moves.request_id AND ${where}`; // prettier-ignore
  return `SELECT from_state AS "from", to_state AS "to", level AS "level", CAST(SUM(moved) AS INTEGER) AS "moves" FROM (
      SELECT moved_on, from_state, to_state, level, COUNT(*) AS moved FROM ${rows}
       WHERE moved_on >= :first AND moved_on < :next GROUP BY moved_on, from_state, to_state, level) days
    GROUP BY from_state, to_state, level`;
}

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
