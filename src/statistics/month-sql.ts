/**
 * The questions that a month asks of `request_facts`, as SQL that runs on SQLite and PostgreSQL. Every number's meaning stands in
 * `domain/figures.ts`. A closed request is taken to have a `closed_on`; `:first` and `:next` are the month's bounds, civil dates.
 * Each condition begins with an indexed column, so that a month costs what it holds and what was open in it, not the whole table.
 */
import { databaseKind } from '../config/database-kind.js';
import { DIMENSIONS, type Dimension, type Measure } from './domain/figures.js';

export const DIMENSION_COLUMNS: Readonly<Record<Dimension, string>> = {
  category: 'category_id',
  office: 'office_id',
  area: 'area_id',
  channel: 'channel',
  partner: 'partner_id',
  kind: 'kind',
};
const VALUES = DIMENSIONS.map((dimension) => DIMENSION_COLUMNS[dimension]).join(', ');

/** Written so that no index serves it: without statistics SQLite would prefer it to the few days of `closed_on`. */
const IS_CLOSED = `COALESCE(state_kind, '') = 'closed'`;
const SPREAD = `CAST(COUNT(*) AS INTEGER) AS "cases", ${percentile(0.5)} AS "medianMs", ${percentile(0.9)} AS "p90Ms"`;
const FACTS = `${VALUES}, filed_on, is_withdrawn, is_imported, times_reopened, closed_at, due_at`;
const ENDED = `ended_on >= :first AND ended_on < :next`;

/** One row for every combination of values that was open, filed or ended in the month: what `Cell` holds. */
export const COUNT_CELLS = `
  WITH slice AS (
    SELECT ${FACTS}, NULL AS ended_on FROM request_facts
     WHERE state_kind IN ('open', 'waiting') AND filed_on < :next
    UNION ALL
    SELECT ${FACTS}, closed_on AS ended_on FROM request_facts
     WHERE closed_on >= :first AND ${IS_CLOSED} AND filed_on < :next
  )
  SELECT ${VALUES},
    ${count('filed_on < :first')} AS "openAtStart",
    ${count('filed_on >= :first')} AS "received",
    ${count('filed_on >= :first AND is_imported')} AS "receivedImported",
    ${count(`${ENDED} AND NOT is_withdrawn`)} AS "closed",
    ${count(`${ENDED} AND NOT is_withdrawn AND times_reopened > 0`)} AS "reopened",
    ${count(`${ENDED} AND is_withdrawn`)} AS "withdrawn",
    ${count('ended_on IS NULL OR ended_on >= :next')} AS "openAtEnd",
    ${count(`${ENDED} AND NOT is_withdrawn AND NOT is_imported`)} AS "termCases",
    ${count(`${ENDED} AND NOT is_withdrawn AND NOT is_imported AND closed_at <= due_at`)} AS "termWithin"
  FROM slice GROUP BY ${VALUES}`;

/** Cases, median and 90th percentile in milliseconds, for the town and for each value of each dimension. */
export const MEASURED: Readonly<Record<Measure, string>> = {
  firstAnswer: measured(
    'first_answer_at',
    `first_answer_on >= :first AND first_answer_on < :next AND NOT is_withdrawn AND NOT is_imported`,
  ),
  closure: measured(
    'closed_at',
    `closed_on >= :first AND closed_on < :next AND ${IS_CLOSED} AND NOT is_withdrawn`,
  ),
};

/** Received and closed by month, for the chart. */
export const RECEIVED_BY_MONTH = `
  SELECT substr(filed_on, 1, 7) AS month, ${count('1 = 1')} AS cases FROM request_facts
   WHERE filed_on >= :first AND filed_on < :next GROUP BY substr(filed_on, 1, 7)`;
export const CLOSED_BY_MONTH = `
  SELECT substr(closed_on, 1, 7) AS month, ${count('NOT is_withdrawn')} AS cases FROM request_facts
   WHERE closed_on >= :first AND closed_on < :next AND ${IS_CLOSED}
   GROUP BY substr(closed_on, 1, 7)`;

function count(condition: string): string {
  return `CAST(COUNT(*) FILTER (WHERE ${condition}) AS INTEGER)`;
}

function measured(until: string, condition: string): string {
  const spreads = DIMENSIONS.map((dimension) => {
    const column = DIMENSION_COLUMNS[dimension];
    return `SELECT '${dimension}' AS "dimension", ${column} AS "value", ${SPREAD} FROM slice GROUP BY ${column}`;
  });
  return `
  WITH slice AS MATERIALIZED (
    SELECT ${VALUES}, ${milliseconds('filed_at', until)} AS ms FROM request_facts WHERE ${condition}
  )
  SELECT 'all' AS "dimension", NULL AS "value", ${SPREAD} FROM slice HAVING COUNT(*) > 0
  UNION ALL ${spreads.join(' UNION ALL ')}`;
}

/** Whole milliseconds between two instant columns. */
function milliseconds(from: string, until: string): string {
  return databaseKind === 'postgres'
    ? `CAST(ROUND(EXTRACT(EPOCH FROM ${until} - ${from}) * 1000) AS BIGINT)`
    : `CAST(ROUND((unixepoch(${until}, 'subsec') - unixepoch(${from}, 'subsec')) * 1000) AS INTEGER)`;
}

/** Both databases interpolate alike; only the grammar differs. */
function percentile(fraction: number): string {
  return databaseKind === 'postgres'
    ? `percentile_cont(${fraction}) WITHIN GROUP (ORDER BY ms)`
    : `percentile_cont(ms, ${fraction})`;
}
