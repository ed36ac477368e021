/**
 * An iter as a document: states, and the actions that lead from one to the next. It is data (JSON in the database, YAML in the shipped
 * files), immutable once published. Nothing here knows a council, an office or a language.
 */
import { z } from 'zod';
import { LANGUAGES } from '../../shared/localized-text.js';

export const STATE_KINDS = ['open', 'waiting', 'closed'] as const;
export type StateKind = (typeof STATE_KINDS)[number];

export const FIELD_TYPES = [
  'text',
  'number',
  'date',
  'choice',
  'checklist',
  'person',
  'office',
  'partner',
  'category',
  'ticket',
  'photo',
  'document',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Who else than a role may act: the ticket holder, the task's partner, a trigger or the clock. */
export const SPECIAL_PERFORMERS = ['@citizen', '@partner', '@system'] as const;

/** In an effect's `field`: the person who acts, not a value that was asked. */
export const SELF = '@self';

export const TRIGGERS = ['task.done', 'task.declined'] as const;
export type Trigger = (typeof TRIGGERS)[number];

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const text = z.strictObject({
  it: z.string().min(1),
  ...Object.fromEntries(
    LANGUAGES.filter((l) => l !== 'it').map((l) => [l, z.string().min(1).optional()]),
  ),
}) as unknown as z.ZodType<{ it: string; en?: string; de?: string; fr?: string }>; // the spread loses the keys' names

const when = z.strictObject({ field: code, in: z.array(z.string()).min(1) });

const field = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  label: text,
  hint: text.optional(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean().default(false),
  /** Compulsory where another field of the same action has one of these values, and to be left empty where it has not. */
  requiredWhen: when.optional(),
  visibility: z.enum(['public', 'internal']).default('public'),
  choices: z.array(z.strictObject({ code, label: text })).optional(),
  /** Shortest text allowed: code points, or the word `setting` for the council's own minimum. */
  minLength: z.union([z.number().int().positive(), z.literal('setting')]).optional(),
  /** Shown in the field to begin with; a text that still has `[…]` blanks is refused. */
  template: text.optional(),
});

const guard = z.discriminatedUnion('kind', [
  /** No task is still open. */
  z.strictObject({ kind: z.literal('tasks-settled') }),
  /** At least one task is still open. */
  z.strictObject({ kind: z.literal('tasks-open') }),
  /** Where the category asks it, one of these actions must have been recorded since the last reopening. */
  z.strictObject({ kind: z.literal('authorised'), by: z.array(code).min(1) }),
  /** Only where the category asks for an authorisation: elsewhere the step would be an empty form. */
  z.strictObject({ kind: z.literal('authorisation-asked') }),
  /** Four eyes: not the person who last did one of these actions. */
  z.strictObject({ kind: z.literal('not-who-did'), actions: z.array(code).min(1) }),
  /** At most this setting's number of days since the closing. */
  z.strictObject({ kind: z.literal('within-days-of-closing'), setting: z.string() }),
]);

const effect = z.discriminatedUnion('kind', [
  /** Asks the partner (or office) named in a field to do something. */
  z.strictObject({
    kind: z.literal('open-task'),
    executor: z.string(),
    task: z.enum(['work', 'inspection']),
  }),
  /** Cancels every task still open. */
  z.strictObject({ kind: z.literal('cancel-tasks') }),
  /** Every task still open is done: the office heard it from the firm. Fires no trigger. */
  z.strictObject({ kind: z.literal('complete-tasks') }),
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
]);

const state = z.strictObject({
  code,
  label: text,
  kind: z.enum(STATE_KINDS),
  /** What the citizen reads under "what happens next". */
  next: text,
});

const action = z.strictObject({
  code,
  label: text,
  /** How the timeline says that it was done. */
  done: text,
  /** State codes, or `@open` (every open or waiting state), `@any`. */
  from: z.array(z.string()).min(1),
  /** A state, `@same`, or `@previous` (the state before the waiting one). */
  to: z.string(),
  /** Role codes, `permission:<permission>`, and `@citizen`, `@partner`, `@system`. */
  by: z.array(z.string()).min(1),
  visibility: z.enum(['public', 'internal']).default('public'),
  note: z.enum(['none', 'optional', 'required']).default('optional'),
  fields: z.array(field).default([]),
  guards: z.array(guard).default([]),
  effects: z.array(effect).default([]),
  /** Fires by itself, as `@system`, in the transaction of what triggered it. */
  trigger: z.enum(TRIGGERS).optional(),
});

export const workflowDocument = z.strictObject({
  code,
  label: text,
  initial: code,
  states: z.array(state).min(2),
  actions: z.array(action).min(1),
});

/** Actions that every iter has besides its own: they move no state. See `with-standing.ts`. */
export const standingActions = z.strictObject({ actions: z.array(action).min(1) });

export type WorkflowDocument = z.infer<typeof workflowDocument>;
export type StateDefinition = WorkflowDocument['states'][number];
export type ActionDefinition = WorkflowDocument['actions'][number];
export type FieldDefinition = ActionDefinition['fields'][number];
export type Guard = ActionDefinition['guards'][number];
export type Effect = ActionDefinition['effects'][number];
