/**
 * Months in a row of the requests that share some values, asked of `request_facts`: the same numbers as `months/month-sql.ts`, told by month and
 * for all of them at once. `:first` and `:next` bound the whole period; `where` is a condition of `narrowing.ts`.
 */
import { IS_CLOSED, isOpenSince, ratedOf, undoneOf } from '../counting/month-sql.js';
import { spreadsOf, SUSPENDED, timesOf, type Timing } from '../counting/timing-sql.js';

/** The questions about the requests that meet the condition. */
export function narrowedSql(where: string) {
  const closings = closingsOf(where);
  const closed = `SELECT * FROM (${closings}) ended WHERE NOT is_withdrawn`;
  const answers = `SELECT first_answer_on AS day, filed_at, first_answer_at AS until, first_answer_working_seconds AS working_seconds, ${SUSPENDED} FROM request_facts
    WHERE first_answer_on >= :first AND first_answer_on < :next AND NOT is_withdrawn AND NOT is_imported AND ${where}`;
  const spreads: Readonly<Record<Timing, string>> = {
    firstAnswer: spread('firstAnswer', answers),
    closure: spread('closure', closed),
  };
  return {
    spreads,
    openAtStart: `SELECT
      (SELECT COUNT(*) FROM request_facts WHERE ${isOpenSince(':first')} AND ${where})
      + (SELECT COUNT(*) FROM request_facts WHERE closed_on >= :first AND ${IS_CLOSED} AND filed_on < :first AND ${where})
      - (SELECT COUNT(*) FROM ${undoneOf()} WHERE reopened_on >= :first AND closed_on < :first AND ${where}) AS "openAtStart"`,
    received: `SELECT ${month('filed_on')} AS "month", COUNT(*) AS "received", COUNT(*) FILTER (WHERE is_imported) AS "receivedImported"
      FROM request_facts WHERE filed_on >= :first AND filed_on < :next AND ${where} GROUP BY 1`,
    reopened: `SELECT ${month('reopened_on')} AS "month", COUNT(*) AS "reopened"
      FROM ${undoneOf()} WHERE reopened_on >= :first AND reopened_on < :next AND ${where} GROUP BY 1`,
    ended: `SELECT ${month('day')} AS "month", COUNT(*) FILTER (WHERE NOT is_withdrawn) AS "closed", COUNT(*) FILTER (WHERE is_withdrawn) AS "withdrawn",
        COUNT(*) FILTER (WHERE NOT is_withdrawn AND NOT is_imported) AS "termCases",
        COUNT(*) FILTER (WHERE NOT is_withdrawn AND NOT is_imported AND until <= due_at) AS "termWithin"
      FROM (${closings}) ended GROUP BY 1`,
    rated: `SELECT ${month('answered_on')} AS "month", COUNT(*) AS "satisfactionCases", SUM(score) AS "satisfactionSum"
      FROM ${ratedOf()} WHERE answered_on >= :first AND answered_on < :next AND ${where} GROUP BY 1`,
  };
}

function closingsOf(where: string): string {
  const told = `closed_on AS day, filed_at, closed_at AS until, closure_working_seconds AS working_seconds, due_at, ${SUSPENDED}, is_withdrawn, is_imported`;
  const inPeriod = `closed_on >= :first AND closed_on < :next`;
  return `SELECT ${told} FROM request_facts WHERE ${inPeriod} AND ${IS_CLOSED} AND ${where}
    UNION ALL SELECT ${told} FROM ${undoneOf()} WHERE ${inPeriod} AND ${where}`;
}

function spread(timing: Timing, cases: string): string {
  return `SELECT month AS "month", ${spreadsOf(timing)} FROM (SELECT ${month('day')} AS month, ${timesOf(timing)} FROM (${cases}) cases) timed GROUP BY month`;
}

function month(column: string): string {
  return `substr(${column}, 1, 7)`;
}
