/** What somebody may write into an iter, sensible or not: each takes a document and throws of the dice, and changes one thing of it. */
import type { Draft } from '../small-document.js';
import type { Dice } from './dice.js';
import { effectOn } from './effects.js';
import { guardOn } from './guards.js';

type Action = Draft['actions'][number];
type State = Draft['states'][number];
type Field = NonNullable<Action['fields']>[number];
export type Change = (document: Draft, dice: Dice) => void;

export const TEXT = { it: 'Testo', en: 'Text' };
/** Words of the shipped iters, and words that Iter writes into steps by itself. */
const ACTION_CODES = [
  ...['authorise', 'close', 'reopen', 'answer', 'verify', 'withdraw', 'send-to-partner', 'message'],
  ...['assign-partner', 'note', 'take', 'correct', 'split', 'opinion', 'task-complete', 'change-iter'],
  ...['told', 'file', 'not-sent'],
]; // prettier-ignore
const STATE_CODES = ['received', 'reopened', 'closed', 'withdrawn', 'correct', 'inspected', 'done'];
const PERFORMERS = [
  ...['operator', 'operator', 'operator', 'supervisor', 'director', '@citizen', '@partner'],
  ...['permission:requests.work', 'permission:requests.close', 'permission:requests.take-message'],
  ...['permission:tasks.answer', 'office:roads-works', 'office:environment', '@system'],
];
const TRIGGERS = ['task.done', 'task.declined', 'state.reminder', 'state.deadline'] as const;
const ROLES = ['operator', 'supervisor', 'director', 'mayor'];

const newState: Change = ({ states, actions }, dice) => {
  const code = dice.once(2) ? dice.pick(STATE_CODES) : `state-${states.length}`;
  const kind = dice.pick(['open', 'waiting', 'waiting', 'closed'] as const);
  const entered = dice.pick(states).code;
  states.push({ code, label: TEXT, kind, next: TEXT });
  const to = kind === 'waiting' && dice.once(2) ? '@previous' : dice.pick(states).code;
  actions.push(arrow(`enter-${code}`, [entered], code, dice));
  actions.push(arrow(`leave-${code}`, [code], to, dice));
};

const newAction: Change = ({ states, actions }, dice) => {
  const code = dice.once(2) ? dice.pick(ACTION_CODES) : `action-${actions.length}`;
  const from = dice.some([...states.map((one) => one.code), '@open', '@working', '@any'], 3);
  const codes = states.map((one) => one.code);
  const added = arrow(code, from, dice.pick([...codes, ...codes, '@same', '@same', '@previous']), dice); // prettier-ignore
  if (dice.once(3)) trigger(added, states, dice);
  if (dice.once(3)) effectOn(added, { states, actions }, dice);
  if (dice.once(4)) guardOn(added, { states, actions }, dice);
  actions.push(added);
};

/** Of an action that is there. */
const other: Change = (document, dice) => {
  const { states, actions } = document;
  const one = dice.pick(actions);
  const changed: Record<number, () => void> = {
    0: () => (one.from = dice.some([...states.map(({ code }) => code), '@open', '@any'], 3)),
    1: () => (one.to = dice.pick([...states.map(({ code }) => code), '@same', '@previous'])),
    2: () => (one.by = dice.some(PERFORMERS, 3)),
    3: () => (one.note = dice.pick(['none', 'optional', 'required'])),
    4: () => (one.visibility = 'internal'),
    5: () => trigger(one, states, dice),
    6: () => void actions.splice(actions.indexOf(one), 1),
    7: () => (document.initial = dice.pick(states).code),
  };
  changed[dice.roll(8)]?.();
};

const asks: Change = ({ actions }, dice) => {
  const one = dice.pick(actions);
  const { fields = [] } = one;
  const type = dice.pick(['text', 'number', 'date', 'choice', 'checklist', 'photo', 'document', 'person', 'office', 'partner', 'category', 'ticket'] as const); // prettier-ignore
  const choices = ['yes', 'no'].map((code) => ({ code, label: TEXT }));
  const before = fields.find((field) => field.choices);
  const field: Field = {
    ...{ code: `asked${fields.length}`, label: TEXT, type, required: dice.once(2) },
    visibility: dice.pick(['public', 'internal'] as const),
    ...(['choice', 'checklist'].includes(type) && { choices }),
    ...(type === 'text' && dice.once(2) && { minLength: dice.pick([10, 'setting'] as const) }),
    ...(before && dice.once(2) && { requiredWhen: { field: before.code, in: ['yes'] } }),
  };
  one.fields = [...fields, field];
};

const guarded: Change = (document, dice) => guardOn(dice.pick(document.actions), document, dice);
const effective: Change = (document, dice) => effectOn(dice.pick(document.actions), document, dice);

const timed: Change = (document, dice) => {
  const state = dice.pick(document.states);
  const span = dice.pick([{ days: 3 }, { workingDays: 2 }, { hours: 36 }, { days: 40 }]);
  const escalation = [{ tell: dice.pick(ROLES) }, { tell: dice.pick(ROLES), ...span }];
  if (dice.once(4)) document.escalation = escalation;
  else if (dice.once(4)) state.owner = dice.pick(['roads-works', 'environment', 'green']);
  else
    state.deadline = {
      ...span,
      ...(dice.once(2) && { remindBefore: 1 }),
      ...(dice.once(3) && { escalation }),
    };
};

/** A wait that the legal clock stands still in, as the linter wants it: who leads out starts the clock again. */
const suspended: Change = ({ states, actions }, dice) => {
  const wait = dice.pick(states);
  for (const one of actions) {
    if (one.to === wait.code) one.effects = [...(one.effects ?? []), { kind: 'stop-clock' }];
    const leaves = one.from.some((from) => from === wait.code || from.startsWith('@'));
    if (leaves && one.to !== '@same' && one.to !== wait.code)
      one.effects = [...(one.effects ?? []), { kind: 'start-clock' }];
  }
};

/** What is tried on a document, the frequent ones several times. */
export const CHANGES: readonly Change[] = [
  ...[newState, newState, newAction, newAction, newAction, newAction, other, other, asks],
  ...[guarded, guarded, effective, effective, effective, timed, timed, suspended],
];

/** An end says how it ended: most people know. */
function arrow(code: string, from: string[], to: string, dice: Dice): Action {
  const effects = dice.once(5) ? [] : [{ kind: 'outcome' as const, code: to }];
  const by = dice.some(PERFORMERS, 3);
  return {
    code,
    label: TEXT,
    done: TEXT,
    from,
    to,
    by,
    effects: to.startsWith('@') ? [] : effects,
  };
}

function trigger(action: Action, states: State[], dice: Dice): void {
  action.trigger = dice.pick(TRIGGERS);
  action.by = dice.once(2) ? ['@system'] : [...action.by, '@system'];
  const kind = dice.pick(['tasks-settled', 'all-tasks-done', 'any-task-done'] as const);
  if (action.trigger.startsWith('task')) action.guards = [...(action.guards ?? []), { kind }];
  const state = dice.pick(states);
  if (action.trigger.startsWith('task') || state.kind === 'closed') return;
  action.from = [state.code];
  state.deadline ??= { days: 3, remindBefore: 1 };
}
