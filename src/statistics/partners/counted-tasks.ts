/**
 * What each number of a partner's score counts, as a condition on `tasks t`: the one truth of the count and of the list behind it. `:from` and `:until`
 * are instants, `:now` the instant of looking.
 */
export const OFFERED_IN_TIME = 't.offered_at >= :from AND t.offered_at < :until';
/** When the work was done. */
export const WORKED = 'COALESCE(t.performed_at, t.settled_at)';

export const COUNTED_TASKS = {
  offered: '1 = 1',
  accepted: `t.state IN ('accepted', 'scheduled', 'done')`,
  declined: `t.state = 'declined'`,
  expired: `t.state = 'expired'`,
  cancelled: `t.state = 'cancelled'`,
  unanswered: `t.state = 'offered'`,
  done: `t.state = 'done'`,
  withDay: `t.state = 'done' AND t.due_at IS NOT NULL`,
  onTime: `t.state = 'done' AND ${WORKED} <= t.due_at`,
  late: `t.state IN ('offered', 'accepted', 'scheduled') AND t.due_at < :now`,
} as const;
export type CountedTask = keyof typeof COUNTED_TASKS;

/** The numbers of a score that open a list, by the name of what it counts. */
export type ScoreLists = Readonly<Record<(typeof LISTED)[number], string | null>>;
const LISTED = ['offered', 'accepted', 'declined', 'expired', 'cancelled', 'unanswered', 'done', 'onTime', 'late', 'complaints', 'reopenings', 'satisfaction', 'differences'] as const; // prettier-ignore

/** Where nothing may be opened. */
export const NO_LISTS = Object.fromEntries(LISTED.map((name) => [name, null])) as ScoreLists; // just these names
