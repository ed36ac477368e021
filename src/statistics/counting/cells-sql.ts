/**
 * What a month or a longer period counts, added up by the values of the dimensions: one row for every combination, as SQL that runs on both databases.
 * Meanings stand in `domain/figures.ts`; `:first` and `:next` bound the period, `where` is what the requests have in common.
 *
 * Three kinds of row tell it all, and each is counted for itself, for an index of its own serves it: what is open now (from an index that holds
 * nothing else, in the very order of the groups), what is over now and was not over before the period, and the closings that were undone.
 */
import { DIMENSIONS, type Dimension } from '../domain/figures.js';
import {
  DIMENSION_COLUMNS,
  EVERY,
  IS_CLOSED,
  isOpenSince,
  ratedOf,
  undoneByOutcome,
  undoneOf,
} from './month-sql.js';
import { FACTS_NOW } from './stood-sql.js';
import { milliseconds } from '../../database/columns.js';

/**
 * Counted together, so that a large town has some thousand combinations and not one for each request: what a request is about and where it
 * stands, then how and when it came. The indexes of `RequestFacts` follow them.
 */
const GROUPINGS: readonly (readonly Dimension[])[] = [
  ['category', 'office', 'area', 'partner', 'kind', 'level', 'outcome', 'state'],
  ['channel', 'origin', 'language', 'weekday', 'hour'],
];

const OWED = 'NOT is_withdrawn AND NOT is_imported';
const DAY_MS = '86400000.0'; // with a point, so that no database divides whole numbers
const DAY_SECONDS = '86400.0';
const SUMS = ['openAtStart', 'received', 'receivedImported', 'reopened', 'closed', 'withdrawn', 'openAtEnd', 'termCases', 'termWithin'] as const; // prettier-ignore
const DURATIONS = ['closureDays', 'closureWorkingCases', 'closureWorkingDays'] as const;
type Sum = (typeof SUMS)[number] | (typeof DURATIONS)[number];

/** The tables that are counted and what their rows have in common. */
interface Counted {
  readonly facts: string;
  /** Closings that were undone. */
  readonly undone: string;
  readonly where: string;
}

interface Source {
  readonly rows: (counted: Counted) => string;
  /** What is left out is nought. */
  readonly sums: Readonly<Partial<Record<Sum, string>>>;
}

/** Filed in the period, where it is told of a request that is counted once. */
const FILED = {
  received: count('filed_on >= :first'),
  receivedImported: count('filed_on >= :first AND is_imported'),
};

const SOURCES: Readonly<Record<'open' | 'over' | 'undone', Source>> = {
  open: {
    rows: ({ facts, where }) => `${facts} WHERE ${isOpenSince(':next')} AND ${where}`,
    sums: { ...FILED, openAtStart: count('filed_on < :first'), openAtEnd: count('1 = 1') },
  },
  over: {
    rows: ({ facts, where }) =>
      `${facts} WHERE closed_on >= :first AND ${IS_CLOSED} AND filed_on < :next AND ${where}`,
    sums: {
      ...FILED,
      openAtStart: count('filed_on < :first'),
      openAtEnd: count('closed_on >= :next'),
      ...ended('closed_on < :next'),
    },
  },
  /** One that was undone in the period or later: by then the request was open again. */
  undone: {
    rows: ({ undone, where }) =>
      `${undone} WHERE reopened_on >= :first AND closed_on < :next AND ${where}`,
    sums: {
      openAtStart: `-${count('closed_on < :first')}`,
      reopened: count('reopened_on < :next'),
      openAtEnd: `-${count('reopened_on >= :next')}`,
      ...ended('closed_on >= :first'),
    },
  },
};

/** What `Cell` holds; `grouping` says which dimensions a row tells. Under the state, level and outcome of `facts`: now, or when the period ended. */
export function countCells(facts = FACTS_NOW): string {
  return cellsOf(SUMS, { facts, undone: undoneByOutcome(facts), where: EVERY });
}

/** The same with the days to the closing, as sums, of requests as they are now. */
export function periodCells(where: string): string {
  return cellsOf([...SUMS, ...DURATIONS], nowOf(where));
}

/** What was said in the period, in the same cells. */
export function answerCells({ facts = FACTS_NOW, where = EVERY } = {}): string {
  const said = `CAST(COUNT(*) AS INTEGER) AS "satisfactionCases", CAST(SUM(score) AS INTEGER) AS "satisfactionSum"`;
  const rows = `${ratedOf(facts)} WHERE answered_on >= :first AND answered_on < :next AND ${where}`;
  return GROUPINGS.map((_, index) => grouped(index, said, rows)).join(' UNION ALL ');
}

/** The dimensions that a row of these questions tells. */
export function dimensionsOf(grouping: number): readonly Dimension[] {
  return GROUPINGS[grouping] ?? [];
}

/** What is open at the end of the period, by a column that is worked out of `filed_on`: rows of the same value may come more than once. */
export function openAtEndBy(column: string, where = EVERY): string {
  const cases = Object.values(SOURCES).map(
    ({ rows, sums: { openAtEnd } }) =>
      `SELECT ${column} AS "index", ${openAtEnd} AS "cases" FROM ${rows(nowOf(where))} GROUP BY 1`,
  );
  return cases.join(' UNION ALL ');
}

function cellsOf(names: readonly Sum[], counted: Counted): string {
  const cells = GROUPINGS.flatMap((_, index) =>
    Object.values(SOURCES).map(({ rows, sums }) => {
      const told = names.map((name) => `${sums[name] ?? '0'} AS "${name}"`).join(', ');
      return grouped(index, told, rows(index === 0 ? counted : nowOf(counted.where))); // how a request came never changes
    }),
  );
  return cells.join(' UNION ALL ');
}

function nowOf(where: string): Counted {
  return { facts: FACTS_NOW, undone: undoneOf(), where };
}

/** A column for each dimension, null where the grouping does not tell it. */
function grouped(index: number, sums: string, rows: string): string {
  const told = dimensionsOf(index);
  const columns = told.map((dimension) => DIMENSION_COLUMNS[dimension]);
  const values = DIMENSIONS.map((dimension) =>
    told.includes(dimension)
      ? DIMENSION_COLUMNS[dimension]
      : `NULL AS ${DIMENSION_COLUMNS[dimension]}`,
  );
  return `SELECT ${values.join(', ')}, ${index} AS "grouping", ${sums} FROM ${rows} GROUP BY ${columns.join(', ')}`;
}

/** Of the ends that meet the condition: closed or withdrawn, within the term, and how long it took. */
function ended(isEnd: string): Source['sums'] {
  const closed = `FILTER (WHERE ${isEnd} AND NOT is_withdrawn)`;
  return {
    closed: count(`${isEnd} AND NOT is_withdrawn`),
    withdrawn: count(`${isEnd} AND is_withdrawn`),
    termCases: count(`${isEnd} AND ${OWED}`),
    termWithin: count(`${isEnd} AND ${OWED} AND closed_at <= due_at`),
    closureDays: `COALESCE(SUM(${milliseconds('filed_at', 'closed_at')}) ${closed}, 0) / ${DAY_MS}`,
    closureWorkingCases: `CAST(COUNT(closure_working_seconds) ${closed} AS INTEGER)`,
    closureWorkingDays: `COALESCE(SUM(closure_working_seconds) ${closed}, 0) / ${DAY_SECONDS}`,
  };
}

function count(condition: string): string {
  return `CAST(COUNT(*) FILTER (WHERE ${condition}) AS INTEGER)`;
}
