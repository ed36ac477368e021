/**
 * What a clock can be about. In this order where several fire at the same moment: what the iter does by itself comes before what merely tells.
 *
 * - `state.deadline`, `state.reminder`: the iter's own actions with that trigger; a reminder without one is a notice for the office.
 * - `state.overdue`, `term.overdue`: one rung of a ladder; the subject is the role that is told.
 * - `suspension.limit`: the legal clock starts again by itself.
 * - `task.reminder`, `task.overdue`: the task of a partner or an office; the subject is its id.
 * - `reckon`: nothing fires, the clocks of the request are worked out (requests that are older than the clocks).
 */
export const CLOCK_RULES = [
  'reckon',
  'state.deadline',
  'state.overdue',
  'state.reminder',
  'suspension.limit',
  'task.overdue',
  'task.reminder',
  'term.overdue',
  'term.reminder',
] as const;
export type ClockRule = (typeof CLOCK_RULES)[number];

/** A clock of one request. The first three say which one it is: it fires once. */
export interface RequestClock {
  readonly rule: ClockRule;
  /** A role, a state, a task; empty where there is only one. */
  readonly subject: string;
  /** What it counts from: a state entered anew, or a term that was moved, has clocks of its own. */
  readonly since: Date;
  readonly firesAt: Date;
}
