/**
 * The questions that a month asks of `request_facts`, as SQL that runs on SQLite and PostgreSQL. Every number's meaning stands in
 * `domain/figures.ts`. A closed request is taken to have a `closed_on`; `:first` and `:next` are the month's bounds, civil dates.
 * Each condition begins with an indexed column, so that a month costs what it holds and what was open in it, not the whole table. `where` is what
 * the requests have in common, a condition on the columns of the facts.
 */
import { DIMENSIONS, type Dimension } from '../domain/figures.js';
import { FACTS_NOW } from './stood-sql.js';
import { spreadsOf, SUSPENDED, timesOf, type Timing } from './timing-sql.js';

export const DIMENSION_COLUMNS: Readonly<Record<Dimension, string>> = {
  category: 'category_id',
  office: 'office_id',
  area: 'area_id',
  channel: 'channel',
  partner: 'partner_id',
  kind: 'kind',
  origin: 'origin',
  level: 'entered_by',
  outcome: 'outcome',
  state: 'state_code',
  language: 'language',
  weekday: 'filed_weekday',
  hour: 'filed_hour',
};
const VALUES = columnsOf(DIMENSIONS);
/** All but the outcome, which a closing has of its own. */
const ABOUT = columnsOf(DIMENSIONS.filter((dimension) => dimension !== 'outcome'));
export const IS_CLOSED = `state_kind = 'closed'`;
/** Open now and filed before that day. Written so that no index of days serves it: without statistics SQLite would prefer all the past to what is open. */
export function isOpenSince(day: string): string {
  return `state_kind <> 'closed' AND COALESCE(filed_on, '') < ${day}`;
}
const FACTS = 'filed_on, is_imported';
const ENDING = `closed_at, due_at, is_withdrawn, closure_working_seconds, ${SUSPENDED}`;
/** Closings that were undone, under the values that `facts` tell of the request; `given` is the outcome of that closing. */
export function undoneOf(facts = FACTS_NOW): string {
  return `(SELECT request_id AS undone_id, outcome AS given, ${ENDING}, closed_on, reopened_on FROM request_reopenings) r
  JOIN (SELECT request_id AS id, filed_at, ${VALUES}, ${FACTS} FROM ${facts}) f ON f.id = r.undone_id`;
}
/** The same under the outcome of that closing where the period has both it and its reopening: together they change nothing of what was open under it. */
export function undoneByOutcome(facts: string): string {
  return `(SELECT filed_at, ${ABOUT}, ${FACTS}, ${ENDING}, closed_on, reopened_on,
    CASE WHEN closed_on >= :first AND reopened_on < :next THEN given ELSE outcome END AS outcome FROM ${undoneOf(facts)}) undone`;
}
/** Answers to the question after a closing, under the values that `facts` tell of the request. */
export function ratedOf(facts = FACTS_NOW): string {
  return `(SELECT request_id AS rated_id, score, answered_on FROM feedback_answers) a
  JOIN (SELECT request_id AS id, ${VALUES}, ${FACTS} FROM ${facts}) f ON f.id = a.rated_id`;
}
/** The whole town. */
export const EVERY = '1 = 1';

const CLOSED_WITHIN = `closed_at AS until, closure_working_seconds AS working_seconds`;
/** Closings of the month, undone ones too, each with its own outcome; `until` is when. */
export function closingsOf(where = EVERY, facts = FACTS_NOW): string {
  return `
  SELECT filed_at, ${SUSPENDED}, ${ABOUT}, ${CLOSED_WITHIN}, outcome FROM ${facts}
   WHERE closed_on >= :first AND closed_on < :next AND ${IS_CLOSED} AND NOT is_withdrawn AND ${where}
  UNION ALL
  SELECT filed_at, ${SUSPENDED}, ${ABOUT}, ${CLOSED_WITHIN}, given FROM ${undoneOf(facts)}
   WHERE closed_on >= :first AND closed_on < :next AND NOT is_withdrawn AND ${where}`;
}

export function firstAnswersOf(where = EVERY, facts = FACTS_NOW): string {
  return `
  SELECT filed_at, ${SUSPENDED}, ${VALUES}, first_answer_at AS until, first_answer_working_seconds AS working_seconds FROM ${facts}
   WHERE first_answer_on >= :first AND first_answer_on < :next AND NOT is_withdrawn AND NOT is_imported AND ${where}`;
}

/** Cases, median, 90th percentile and mean in milliseconds, for the town and for each value of each dimension: a question for each kind of case. */
export function measured(timing: Timing, facts: string): string {
  const cases = { firstAnswer: firstAnswersOf, closure: closingsOf }[timing](EVERY, facts);
  const spreads = DIMENSIONS.map((dimension) => {
    const column = DIMENSION_COLUMNS[dimension];
    return `SELECT '${dimension}' AS "dimension", ${column} AS "value", ${spreadsOf(timing)} FROM slice GROUP BY ${column}`;
  });
  return `
  WITH cases AS (${cases}), slice AS MATERIALIZED (SELECT ${VALUES}, ${timesOf(timing)} FROM cases)
  SELECT 'all' AS "dimension", NULL AS "value", ${spreadsOf(timing)} FROM slice HAVING COUNT(*) > 0
  UNION ALL ${spreads.join(' UNION ALL ')}`;
}

/** Received, closed and reopened by month, for the chart. */
export const RECEIVED_BY_MONTH = byMonth('filed_on', 'request_facts', '1 = 1');
export const CLOSED_BY_MONTH = byMonth(
  'closed_on',
  `(SELECT closed_on, is_withdrawn FROM request_facts WHERE ${IS_CLOSED} AND closed_on >= :first
    UNION ALL SELECT closed_on, is_withdrawn FROM request_reopenings) closings`,
  'NOT is_withdrawn',
);
export const REOPENED_BY_MONTH = byMonth('reopened_on', 'request_reopenings', '1 = 1');

function columnsOf(dimensions: readonly Dimension[]): string {
  return dimensions.map((dimension) => DIMENSION_COLUMNS[dimension]).join(', ');
}

function byMonth(column: string, table: string, condition: string): string {
  return `SELECT substr(${column}, 1, 7) AS month, ${count(condition)} AS cases FROM ${table}
   WHERE ${column} >= :first AND ${column} < :next GROUP BY substr(${column}, 1, 7)`;
}

function count(condition: string): string {
  return `CAST(COUNT(*) FILTER (WHERE ${condition}) AS INTEGER)`;
}
