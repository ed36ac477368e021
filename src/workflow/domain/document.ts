/**
 * An iter as a document: states, and the actions that lead from one to the next. It is data (JSON in the database, YAML in the shipped
 * files), immutable once published. Nothing here knows a council, an office or a language.
 */
import { z } from 'zod';
import { field } from './document/field.js';
import { effect, guard } from './document/rules.js';
import { code, deadline, escalation, text } from './document/words.js';

export { FIELD_TYPES, type FieldType } from './document/field.js';
export { TASK_KINDS, type TaskKind } from './document/rules.js';
export type { DeadlineDefinition, Rung } from './document/words.js';

export const STATE_KINDS = ['open', 'waiting', 'closed'] as const;
export type StateKind = (typeof STATE_KINDS)[number];

/** Who else than a role may act: the ticket holder, the task's partner, a trigger or the clock. */
export const SPECIAL_PERFORMERS = ['@citizen', '@partner', '@system'] as const;

/** Groups of states to start from: every open or waiting one, every open one, every one. */
export const STATE_GROUPS = ['@open', '@working', '@any'] as const;

/** In an effect's `field`: the person who acts, not a value that was asked. */
export const SELF = '@self';

/** What makes an action happen by itself: a task that has ended, or the clock of the state that the request is in. */
export const TASK_TRIGGERS = ['task.done', 'task.declined'] as const;
export const CLOCK_TRIGGERS = ['state.reminder', 'state.deadline'] as const;
export type TaskTrigger = (typeof TASK_TRIGGERS)[number];
export type ClockTrigger = (typeof CLOCK_TRIGGERS)[number];
export type Trigger = TaskTrigger | ClockTrigger;

/** Far more than anybody can draw; the standing actions count too. */
export const STATES_AT_MOST = 100;
export const ACTIONS_AT_MOST = 300;
const ENTRIES_AT_MOST = 100;

const state = z.strictObject({
  code,
  label: text,
  kind: z.enum(STATE_KINDS),
  /** What the citizen reads under "what happens next". */
  next: text,
  /** Code of the office that the request goes to when it enters this state; without one it stays where it is. */
  owner: code.optional(),
  /** How long a request may stay here, counted from entering; the legal term of the request is another. */
  deadline: deadline.optional(),
});

const action = z.strictObject({
  code,
  label: text,
  /** How the timeline says that it was done. */
  done: text,
  /** State codes, or `@open` (every open or waiting state), `@working` (every open one), `@any`. */
  from: z.array(z.string()).min(1).max(ENTRIES_AT_MOST),
  /** A state, `@same`, or `@previous` (the state before the waiting one). */
  to: z.string(),
  /** Role codes, `permission:<permission>`, `office:<code>`, and `@citizen`, `@partner`, `@system`. */
  by: z.array(z.string()).min(1).max(ENTRIES_AT_MOST),
  visibility: z.enum(['public', 'internal']).default('public'),
  note: z.enum(['none', 'optional', 'required']).default('optional'),
  fields: z.array(field).max(ENTRIES_AT_MOST).default([]),
  guards: z.array(guard).max(ENTRIES_AT_MOST).default([]),
  effects: z.array(effect).max(ENTRIES_AT_MOST).default([]),
  /** Fires by itself, as `@system`: in the transaction of what triggered it, or by the clock. */
  trigger: z.enum([...TASK_TRIGGERS, ...CLOCK_TRIGGERS]).optional(),
});

export const workflowDocument = z.strictObject({
  code,
  label: text,
  initial: code,
  /** Who is told when the legal term has passed; without one, the operators at its end. */
  escalation: escalation.optional(),
  states: z.array(state).min(2).max(STATES_AT_MOST),
  actions: z.array(action).min(1).max(ACTIONS_AT_MOST),
});

/** Actions that every iter has besides its own: they move no state. See `with-standing.ts`. */
export const standingActions = z.strictObject({ actions: z.array(action).min(1) });

export type WorkflowDocument = z.infer<typeof workflowDocument>;
export type StateDefinition = WorkflowDocument['states'][number];
export type ActionDefinition = WorkflowDocument['actions'][number];
export type FieldDefinition = ActionDefinition['fields'][number];
export type Guard = ActionDefinition['guards'][number];
export type Effect = ActionDefinition['effects'][number];
