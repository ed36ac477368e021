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

const FACTS = `${VALUES}, filed_on, is_withdrawn, is_imported, times_reopened, closed_at, due_at`;
const ENDED = `ended_on >= :first AND ended_on < :next`;

/** One row for every combination of values that was open, filed or ended in the month: what `Cell` holds. */
export const COUNT_CELLS = `
  WITH slice AS (
    SELECT ${FACTS}, NULL AS ended_on FROM request_facts
     WHERE state_kind IN ('open', 'waiting') AND filed_on < :next
    UNION ALL
    SELECT ${FACTS}, closed_on AS ended_on FROM request_facts
     WHERE closed_on >= :first AND state_kind = 'closed' AND filed_on < :next
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

/** The measured times at the ranks that median and 90th percentile need, for the town and for each value of each dimension. */
export const MEASURED: Readonly<Record<Measure, string>> = {
  firstAnswer: measured(
    'first_answer_at',
    `first_answer_on >= :first AND first_answer_on < :next AND NOT is_withdrawn AND NOT is_imported`,
  ),
  closure: measured(
    'closed_at',
    `closed_on >= :first AND closed_on < :next AND state_kind = 'closed' AND NOT is_withdrawn`,
  ),
};

/** Received and closed by month, for the chart. */
export const RECEIVED_BY_MONTH = `
  SELECT substr(filed_on, 1, 7) AS month, ${count('1 = 1')} AS cases FROM request_facts
   WHERE filed_on >= :first AND filed_on < :next GROUP BY substr(filed_on, 1, 7)`;
export const CLOSED_BY_MONTH = `
  SELECT substr(closed_on, 1, 7) AS month, ${count('NOT is_withdrawn')} AS cases FROM request_facts
   WHERE closed_on >= :first AND closed_on < :next AND state_kind = 'closed'
   GROUP BY substr(closed_on, 1, 7)`;

function count(condition: string): string {
  return `CAST(COUNT(*) FILTER (WHERE ${condition}) AS INTEGER)`;
}

function measured(until: string, condition: string): string {
  const branches = [
    ranked('all', 'NULL', ''),
    ...DIMENSIONS.map((dimension) => {
      const column = DIMENSION_COLUMNS[dimension];
      return ranked(dimension, column, `PARTITION BY ${column} `);
    }),
  ];
  return `
  WITH slice AS MATERIALIZED (
    SELECT ${VALUES}, ${milliseconds('filed_at', until)} AS ms FROM request_facts WHERE ${condition}
  ) ${branches.join(' UNION ALL ')}`;
}

function ranked(dimension: string, value: string, partition: string): string {
  return `
  SELECT '${dimension}' AS dimension, value, CAST(cases AS INTEGER) AS cases, CAST(place AS INTEGER) AS place, ms FROM (
    SELECT CAST(${value} AS VARCHAR(60)) AS value, ms, COUNT(*) OVER (${partition}) AS cases,
      ROW_NUMBER() OVER (${partition}ORDER BY ms) AS place FROM slice
  ) AS ${dimension}_ranked
  WHERE place IN (5 * (cases - 1) / 10 + 1, 5 * (cases - 1) / 10 + 2, 9 * (cases - 1) / 10 + 1, 9 * (cases - 1) / 10 + 2)`;
}

/** Whole milliseconds between two instant columns. */
function milliseconds(from: string, until: string): string {
  return databaseKind === 'postgres'
    ? `CAST(ROUND(EXTRACT(EPOCH FROM ${until} - ${from}) * 1000) AS BIGINT)`
    : `CAST(ROUND((unixepoch(${until}, 'subsec') - unixepoch(${from}, 'subsec')) * 1000) AS INTEGER)`;
}
