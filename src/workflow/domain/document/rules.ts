/** What holds an action back (guards) and what it brings with it (effects), each a small object with a `kind`. */
import { z } from 'zod';
import { code } from './words.js';

/** What an office or a partner can be asked for; `confirmation`: that work which somebody else has done is right. */
export const TASK_KINDS = ['work', 'inspection', 'quote', 'opinion', 'confirmation'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Only tasks of these kinds count; left out, all of them. */
const ofKinds = { tasks: z.array(z.enum(TASK_KINDS)).min(1).optional() };

export const guard = z.discriminatedUnion('kind', [
  /** Join, all over: no task is still open, however it ended. */
  z.strictObject({ kind: z.literal('tasks-settled'), ...ofKinds }),
  /** Join, all done: none is open, and none was declined or ran out without anybody being asked for the same since; withdrawn ones do not count. */
  z.strictObject({ kind: z.literal('all-tasks-done'), ...ofKinds }),
  /** Join, any: at least one task is done. */
  z.strictObject({ kind: z.literal('any-task-done'), ...ofKinds }),
  /** At least one task is still open. */
  z.strictObject({ kind: z.literal('tasks-open'), ...ofKinds }),
  /** The parts that this request was split into and waits for are over. */
  z.strictObject({ kind: z.literal('children-closed') }),
  /**
   * Where the category asks it (`always`: wherever), one of these actions must have been recorded since the last reopening, and since the
   * last amount that its own limit counts.
   */
  z.strictObject({
    kind: z.literal('authorised'),
    by: z.array(code).min(1),
    always: z.literal(true).optional(),
  }),
  /** Only where the category asks for an authorisation: elsewhere the step would be an empty form. */
  z.strictObject({ kind: z.literal('authorisation-asked') }),
  /** Four eyes: not the person who last did one of these actions. */
  z.strictObject({ kind: z.literal('not-who-did'), actions: z.array(code).min(1) }),
  /** Somebody has said what came of it, by an action with `set-outcome`. */
  z.strictObject({ kind: z.literal('outcome-chosen') }),
  /**
   * A number above this limit is only for these performers (roles, permissions, offices). What one of the actions in `recorded` has last
   * recorded in its field of the same code counts as well, whatever is typed.
   */
  z.strictObject({
    kind: z.literal('at-most'),
    field: z.string(),
    limit: z.number().positive(),
    recorded: z.array(code).min(1).optional(),
    unless: z.array(z.string()).default([]),
  }),
  /** At most this setting's number of days since the closing. */
  z.strictObject({ kind: z.literal('within-days-of-closing'), setting: z.string() }),
]);

export const effect = z.discriminatedUnion('kind', [
  /**
   * Asks the partner (or office) named in a field to do something: by the day that another field names, else within these calendar days,
   * else by the request's own term.
   */
  z.strictObject({
    kind: z.literal('open-task'),
    executor: z.string(),
    task: z.enum(TASK_KINDS),
    due: z.string().optional(),
    days: z.int().min(1).max(3_650).optional(),
  }),
  /** Cancels every task still open. */
  z.strictObject({ kind: z.literal('cancel-tasks'), ...ofKinds }),
  /** Every task still open is done: the office heard it from the firm. Fires no trigger. */
  z.strictObject({ kind: z.literal('complete-tasks'), ...ofKinds }),
  /** The legal clock stops, at most 30 days (L. 241/1990 art. 2 c. 7). Once per request: `decide` leaves it out the second time. */
  z.strictObject({ kind: z.literal('stop-clock') }),
  z.strictObject({ kind: z.literal('start-clock') }),
  /** The person named in a field, or `@self`. */
  z.strictObject({ kind: z.literal('assign-person'), field: z.string() }),
  /** The outcome of the request is the value of this field. */
  z.strictObject({ kind: z.literal('set-outcome'), field: z.string() }),
  /** The outcome is this word, whatever was asked. */
  z.strictObject({ kind: z.literal('outcome'), code }),
  z.strictObject({ kind: z.literal('link-duplicate'), field: z.string() }),
  /** The term is the category's again, counted from now. */
  z.strictObject({ kind: z.literal('restart-term') }),
  z.strictObject({ kind: z.literal('move-term'), field: z.string() }),
  z.strictObject({ kind: z.literal('change-category'), field: z.string() }),
  z.strictObject({ kind: z.literal('change-office'), field: z.string() }),
  /** Registry number and date, as the council's own registry gave them. */
  z.strictObject({ kind: z.literal('set-protocol'), field: z.string(), dateField: z.string() }),
  /** The citizen gets a letter of this kind, whatever they chose to hear of. */
  z.strictObject({
    kind: z.literal('write-citizen'),
    letter: z.enum(['question', 'outcome', 'message', 'step']),
  }),
  /** The office that has the request finds a notice of this step. */
  z.strictObject({ kind: z.literal('notify-office') }),
]);
