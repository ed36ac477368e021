/**
 * What each number of a month means. The page and the exports say the same in words (`statistics` language files, `definitions`).
 *
 * All are computed from `request_facts` as it stands now; a month is cut by the civil dates of Europe/Rome (`month.ts`). Whatever happens counts on
 * the civil day on which it happened (`occurredAt`), in whatever order and however late it was recorded; only a reopening never counts before the
 * closing that it undoes, nor a closing before the reopening that it follows (`requests/facts/domain/reopened.ts`).
 *
 * - *received*: filed in the month, whatever became of it later.
 *   *receivedImported*: those of them that came from another system's records.
 * - *ended*: a request ends on the civil date of each of its closings; what was reopened and closed again has ended twice.
 * - *withdrawn*: ended in the month by the citizen, or cancelled at the source of an import. Counted apart: never among *closed*, never in
 *   days or term. *closed*: every other end in the month, whatever its outcome.
 * - *reopened*: reopenings in the month, of whatever was over by then.
 * - *openAtStart*, *openAtEnd*: filed before the month's first day (before the next month's first day) and not over on the eve of it.
 *   So `openAtStart + received + reopened − closed − withdrawn = openAtEnd` holds for the whole town and for each value of every
 *   dimension; for the whole town one month's end is the next month's start, of any months that are computed at one moment. What is recorded
 *   later of a month that is over moves that month: a published one stays as it is, and its page says that the facts are others by now; where
 *   the next month was published with another start, so does that one's page (`revisions/broken-turn.ts`). A single value begins with what was *moved* to it since, less what was
 *   moved away (`movedSince` of `period.ts`). In the month that still runs, *openAtEnd* is: open now.
 * - *firstAnswer*: of requests first answered in the month, the time from filing to the public step of an office or partner that happened first.
 *   *closure*: of the closed, the time from filing to closing. Both in days of 24 hours with decimals, suspensions and holidays within.
 *   *closureNet*: the same less the time in which the legal clock stood still until that closing; never below nought.
 * - *firstAnswerWorking*, *closureWorking*, *closureNetWorking*: the same three in working time, days of 24 hours of which only Monday to Friday
 *   without holidays, the patron saint's day and the council's closures count (`calendar/domain/working-time.ts`): in the net one the
 *   working time that the clock stood still is taken off. Told by the calendar as it was when the answer or the closing was recorded. Left
 *   out of months published before it was counted.
 *   The percentile p of n values in order stands at rank 1 + p·(n − 1), between two values in proportion (Hyndman and Fan, type 7; SQL
 *   `percentile_cont`; MEDIAN and PERCENTILE.INC of spreadsheets, by which a council can check it). Null where there is no case.
 * - *term*: of the closed, how many were closed at or before their due instant, as suspensions and extensions left it. `share` is
 *   within / cases, null without cases.
 * - *satisfaction*: the answers that were given in the month to the question after a closing (`feedback/`), how many and the mean of their
 *   scores, 1 to 5. By the day of the answer, not of the closing, so that a month that is over does not move; nobody is asked about what is
 *   imported, withdrawn or a duplicate. Left out of months published before it was counted: no data, which is not the same as no answer.
 * - Imported requests count in received, closed, withdrawn, open and closure. They are left out of firstAnswer and term: the other system
 *   told neither when it answered nor which term held.
 * - A request counts under the category, office, area and kind that it has when the month is computed, the channel it came by, the partner that
 *   last had a task, what its citizen is to the town (`origin`), the citizen's language, the weekday (1 is Monday) and the hour (00 to 23) of
 *   the town's clock at which it was filed.
 * - Imported and over, it stood in the first state of its iter until its closing (`requests/importing/import-moves.ts`).
 * - It counts under the *state* in which it stood when the month ended, and the *level* that had entered that phase (a role, or citizen, partner,
 *   system); in the month that runs, under those of now.
 * - It counts under the *outcome* that it had when the month ended; `null` gathers what was open then. A closing counts under its own outcome: one
 *   that was undone in the same month too, and its reopening with it, so that the closed by outcome are the *outcomes* of `patterns.ts`.
 * - Private requests count like public ones: a number names nobody. A request that was put together with another counts on its own, until
 *   it is closed as a duplicate; of one that was split each part counts on its own. Erasing personal data changes no number.
 */
export const DIMENSIONS = [
  'category',
  'office',
  'area',
  'channel',
  'partner',
  'kind',
  'origin',
  'level',
  'outcome',
  'state',
  'language',
  'weekday',
  'hour',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The counts that every line shows. */
export const COUNTED = [
  'openAtStart',
  'received',
  'receivedImported',
  'reopened',
  'closed',
  'withdrawn',
  'openAtEnd',
] as const;

/** What can be added up over requests. */
export const COUNTS = [
  ...COUNTED,
  'termCases',
  'termWithin',
  'satisfactionCases',
  'satisfactionSum',
] as const;
export type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;

/** A day, in the durations of statistics, is 24 hours that really passed. */
export function daysOf(milliseconds: number): number {
  return milliseconds / 86_400_000;
}

/** How long it took. */
export interface Spread {
  readonly cases: number;
  readonly medianDays: number | null;
  readonly p90Days: number | null;
  readonly meanDays: number | null;
}

/** Those in calendar time, which every document tells. */
export const CALENDAR_MEASURES = ['firstAnswer', 'closure', 'closureNet'] as const;
export const WORKING_MEASURES = ['firstAnswerWorking', 'closureWorking', 'closureNetWorking'] as const; // prettier-ignore
export const MEASURES = [...CALENDAR_MEASURES, ...WORKING_MEASURES] as const;
export type Measure = (typeof MEASURES)[number];

/** What people said; the mean never stands without the number of answers. */
export interface Satisfaction {
  readonly cases: number;
  readonly mean: number | null;
}

export interface Figures {
  readonly openAtStart: number;
  readonly received: number;
  readonly receivedImported: number;
  readonly reopened: number;
  readonly closed: number;
  readonly withdrawn: number;
  readonly openAtEnd: number;
  readonly firstAnswer: Spread;
  readonly closure: Spread;
  readonly closureNet: Spread;
  /** The working ones are left out of documents up to format 3. */
  readonly firstAnswerWorking?: Spread;
  readonly closureWorking?: Spread;
  readonly closureNetWorking?: Spread;
  readonly term: { readonly cases: number; readonly within: number; readonly share: number | null };
  /** Left out of documents of format 1. */
  readonly satisfaction?: Satisfaction;
}

export const NO_COUNTS: Counts = Object.freeze({
  openAtStart: 0,
  received: 0,
  receivedImported: 0,
  reopened: 0,
  closed: 0,
  withdrawn: 0,
  openAtEnd: 0,
  termCases: 0,
  termWithin: 0,
  satisfactionCases: 0,
  satisfactionSum: 0,
});

export const NO_SPREAD: Spread = Object.freeze({
  cases: 0,
  medianDays: null,
  p90Days: null,
  meanDays: null,
});

/** One entry for each dimension. Refuses nothing. */
export function byDimension<T>(read: (dimension: Dimension) => T): Record<Dimension, T> {
  return Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, read(dimension)])) as Record<
    Dimension,
    T
  >; // keys are the list's own
}

/** One entry for each measure. Refuses nothing. */
export function byMeasure<T>(read: (measure: Measure) => T): Record<Measure, T> {
  const entries = MEASURES.map((measure) => [measure, read(measure)]);
  return Object.fromEntries(entries) as Record<Measure, T>; // keys are the list's own
}

/** The sums of two groups of different requests. */
export function addCounts(one: Counts, other: Counts): Counts {
  const sum = { ...one };
  for (const name of COUNTS) sum[name] += other[name];
  return sum;
}

/** The figures of one group; a spread that is not given has no cases. */
export function figuresOf(counts: Counts, spreads: Partial<Record<Measure, Spread>>): Figures {
  const { termCases, termWithin, satisfactionCases, satisfactionSum, ...added } = counts;
  return {
    ...added,
    ...byMeasure((measure) => spreads[measure] ?? NO_SPREAD),
    term: {
      cases: termCases,
      within: termWithin,
      share: termCases === 0 ? null : termWithin / termCases,
    },
    satisfaction: {
      cases: satisfactionCases,
      mean: satisfactionCases === 0 ? null : satisfactionSum / satisfactionCases,
    },
  };
}
