import { describe, expect, test } from '@jest/globals';
import { lint } from '../../src/workflow/domain/lint.js';
import { LINT_CODES, ROLE_CODES } from '../../src/workflow/domain/lint/fault.js';
import { ask, people, request } from './bench.js';
import { type Draft, smallWorkflow } from './small-document.js';

type Change = (document: Draft) => void;
const text = { it: 'Testo' };

const state = (code: string, kind: 'open' | 'waiting' | 'closed' = 'open'): Change =>
  function (document) {
    document.states.push({ code, label: text, kind, next: text });
  };
const action = (code: string, from: string, to: string, more: object = {}): Change =>
  function (document) {
    const common = { label: text, done: text, by: ['operator'] };
    document.actions.push({ ...common, code, from: [from], to, ...more });
  };
const field = (more: object): Change =>
  function (document) {
    const asked = { code: 'asked', label: text, type: 'text' as const, ...more };
    document.actions[0]!.fields = [...(document.actions[0]!.fields ?? []), asked];
  };
const start = (more: object): Change =>
  function (document) {
    Object.assign(document.actions[0]!, more);
  };
const effect = (one: object): Change =>
  function (document) {
    document.actions[0]!.effects!.push(one as never); // each kind has its own shape
  };
const guard = (one: object) => start({ guards: [one] });

const bySystem = { by: ['@system'], effects: [{ kind: 'outcome', code: 'end' }] };
const joined = { guards: [{ kind: 'tasks-settled' }] };
const known = {
  ...{ roles: ROLE_CODES, offices: ['roads'], working: ['operator', 'supervisor'] },
  seeing: ['requests.see', 'requests.work', 'requests.ask-news'],
  standing: [standing('message', ['@citizen']), standing('photo', ['operator'])],
};
/** An end that is led to by somebody who says what came of it. */
const ending = { to: 'end', effects: [{ kind: 'outcome', code: 'end' }] };
const asksPartner = {
  fields: [{ code: 'partner', label: text, type: 'partner', required: true }],
  effects: [{ kind: 'open-task', executor: 'partner', task: 'work' }],
};
/** What every iter has under this code. */
function standing(code: string, by: string[]) {
  const [like] = smallWorkflow().actions;
  return { ...like!, code, by, to: '@same', effects: [] };
}
const sends = { ...asksPartner, by: ['@system'] };

/** What is wrong, and the faults that must be told: code, place, data. */
const cases: [string, Change[], [string, string, object?][]][] = [
  ['a state twice', [state('new')], [['workflow-code-twice', 'states', { name: 'new' }]]],
  [
    'an action twice',
    [action('start', 'new', 'end')],
    [['workflow-code-twice', 'actions', { name: 'start' }]],
  ],
  [
    'a field twice',
    [field({}), field({})],
    [['workflow-code-twice', 'actions.start.fields', { name: 'asked' }]],
  ],
  [
    'an initial state that is none',
    [(document) => (document.initial = 'nowhere')],
    [['workflow-state-unknown', 'initial', { name: 'nowhere' }]],
  ],
  [
    'an end as the beginning',
    [(document) => (document.initial = 'end')],
    [['workflow-initial-closed', 'initial']],
  ],
  [
    'an action from and to states that are none',
    [start({ from: ['newer', 'new'], to: 'ends' })],
    [
      ['workflow-state-unknown', 'actions.start.from', { name: 'newer' }],
      ['workflow-state-unknown', 'actions.start.to', { name: 'ends' }],
    ],
  ],
  [
    'an unknown role beside a known one',
    [start({ by: ['operator', 'janitor'] })],
    [['workflow-performer-unknown', 'actions.start.by', { name: 'janitor' }]],
  ],
  [
    'an unknown permission, and so nobody left',
    [start({ by: ['permission:requests.explode'] })],
    [
      ['workflow-performer-unknown', 'actions.start.by', { name: 'permission:requests.explode' }],
      ['workflow-nobody-may', 'actions.start.by'],
    ],
  ],
  [
    'an unknown special performer',
    [start({ by: ['@clock', '@citizen'] })],
    [['workflow-performer-unknown', 'actions.start.by', { name: '@clock' }]],
  ],
  [
    'a guard that looks for an action that is none',
    [guard({ kind: 'not-who-did', actions: ['stop'] })],
    [['workflow-action-unknown', 'actions.start.guards', { name: 'stop' }]],
  ],
  [
    'an authorisation that nobody can give',
    [guard({ kind: 'authorised', by: ['authorise'] })],
    [['workflow-action-unknown', 'actions.start.guards', { name: 'authorise' }]],
  ],
  [
    'a state that no action leads to',
    [state('island'), action('leave', 'island', 'new')],
    [['workflow-state-unreachable', 'states.island']],
  ],
  [
    'a state that is only led back to after a wait',
    [
      state('island'),
      action('leave', 'island', 'new'),
      (document: Draft) => {
        const pause = document.actions.find(({ code }) => code === 'pause');
        pause!.from = ['@working'];
      },
    ],
    [['workflow-state-unreachable', 'states.island']],
  ],
  [
    'an end that no action leads to',
    [state('other-end', 'closed')],
    [['workflow-state-unreachable', 'states.other-end']],
  ],
  [
    'a state without a way out',
    [state('trap'), action('fall', 'new', 'trap')],
    [['workflow-state-dead-end', 'states.trap']],
  ],
  [
    'a state whose only action leads to itself',
    [state('trap'), action('fall', 'new', 'trap'), action('turn', 'trap', 'trap')],
    [['workflow-state-dead-end', 'states.trap']],
  ],
  [
    'two states that lead only to each other',
    [
      state('left'),
      state('right'),
      action('enter', 'new', 'left'),
      action('go', 'left', 'right'),
      action('come', 'right', 'left'),
    ],
    [
      ['workflow-state-never-closes', 'states.left'],
      ['workflow-state-never-closes', 'states.right'],
    ],
  ],
  [
    'a way back where nothing is remembered',
    [action('back', 'new', '@previous')],
    [['workflow-previous-without-wait', 'actions.back.to', { state: 'new' }]],
  ],
  [
    'a way back out of waits that a request can have begun in',
    [
      (document) => (document.initial = 'asleep'),
      state('asleep', 'waiting'),
      action('wake', 'asleep', 'new'),
      action('doze', 'asleep', 'pause', { effects: [{ kind: 'stop-clock' }] }),
    ],
    [['workflow-previous-from-start', 'actions.resume.to', { state: 'pause' }]],
  ],
  [
    'an end that leads to another end, or to itself',
    [
      state('filed-away', 'closed'),
      action('file-away', 'end', 'filed-away'),
      action('end-again', 'end', 'end', ending),
    ],
    [
      ['workflow-closed-moves', 'actions.file-away.from', { state: 'end' }],
      ['workflow-closed-moves', 'actions.end-again.from', { state: 'end' }],
    ],
  ],
  [
    'an action under the code of a step that Iter writes by itself',
    [action('correct', 'new', '@same')],
    [['workflow-action-reserved', 'actions.correct', { name: 'correct' }]],
  ],
  [
    'a registry entry whose day is a text, or is not asked for',
    [
      field({}),
      field({ code: 'number' }),
      effect({ kind: 'set-protocol', field: 'number', dateField: 'asked' }),
      effect({ kind: 'set-protocol', field: 'number', dateField: 'never' }),
    ],
    [
      ['workflow-field-type', 'actions.start.effects', { name: 'asked', types: 'date' }],
      ['workflow-field-not-asked', 'actions.start.effects', { name: 'never' }],
    ],
  ],
  [
    'a field with the name of something else',
    [field({ code: 'version' })],
    [['workflow-field-reserved', 'actions.start.fields.version', { name: 'version' }]],
  ],
  [
    'a choice without choices',
    [field({ type: 'choice' })],
    [['workflow-choices-missing', 'actions.start.fields.asked']],
  ],
  [
    'a checklist with an empty list',
    [field({ type: 'checklist', choices: [] })],
    [['workflow-choices-missing', 'actions.start.fields.asked']],
  ],
  [
    'a condition on a field that is not asked',
    [field({ requiredWhen: { field: 'outcome', in: ['x'] } })],
    [['workflow-field-not-asked', 'actions.start.fields.asked', { name: 'outcome' }]],
  ],
  [
    'a condition on a choice that is not offered',
    [
      field({ code: 'colour', type: 'choice', choices: [{ code: 'red', label: text }] }),
      field({ requiredWhen: { field: 'colour', in: ['red', 'blue'] } }),
    ],
    [['workflow-choice-unknown', 'actions.start.fields.asked', { name: 'blue' }]],
  ],
  [
    'an effect whose field is not asked',
    [effect({ kind: 'open-task', executor: 'partner', task: 'work' })],
    [['workflow-field-not-asked', 'actions.start.effects', { name: 'partner' }]],
  ],
  [
    'an effect whose field is of another type',
    [field({}), effect({ kind: 'open-task', executor: 'asked', task: 'work' })],
    [['workflow-field-type', 'actions.start.effects', { name: 'asked', types: 'partner, office' }]],
  ],
  [
    'the acting person where a date is wanted',
    [effect({ kind: 'move-term', field: '@self' })],
    [['workflow-field-not-asked', 'actions.start.effects', { name: '@self' }]],
  ],
  [
    'a setting that no council has',
    [guard({ kind: 'within-days-of-closing', setting: 'someDays' })],
    [['workflow-setting-unknown', 'actions.start.guards', { name: 'someDays' }]],
  ],
  [
    'an end without an outcome',
    [start({ effects: [] })],
    [['workflow-outcome-missing', 'actions.start.effects']],
  ],
  [
    'an automatic action that is not the system’s',
    [start({ trigger: 'task.done', ...joined })],
    [['workflow-trigger-not-system', 'actions.start.by']],
  ],
  [
    'an automatic action that asks somebody',
    [
      start({ trigger: 'task.done', by: ['@system'], note: 'required', ...joined }),
      field({ required: true }),
    ],
    [
      ['workflow-trigger-asks', 'actions.start', { name: 'asked' }],
      ['workflow-trigger-asks', 'actions.start', { name: 'note' }],
    ],
  ],
  [
    'automatic actions that lead in a circle',
    [
      state('there'),
      action('go', 'new', 'there', { by: ['@system'], trigger: 'task.done', ...joined }),
      action('come', 'there', 'new', { by: ['@system'], trigger: 'task.declined', ...joined }),
    ],
    [['workflow-trigger-loop', 'actions.go', { actions: 'go, come' }]],
  ],
  [
    'an automatic action that stays where it is',
    [action('turn', 'new', 'new', { by: ['@system'], trigger: 'task.done', ...joined })],
    [['workflow-trigger-loop', 'actions.turn', { actions: 'turn' }]],
  ],
  [
    'an automatic action that does not say whether after all tasks or any',
    [start({ trigger: 'task.done', by: ['@system'] })],
    [['workflow-join-missing', 'actions.start.guards']],
  ],
  [
    'an automatic action in whose place another one always fires',
    [
      action('over', 'new', 'end', { ...bySystem, trigger: 'task.done', ...joined }),
      action('done', 'new', 'end', { ...bySystem, trigger: 'task.done', guards: [{ kind: 'all-tasks-done' }] }), // prettier-ignore
    ],
    [['workflow-never-fires', 'actions.done.trigger', { action: 'over' }]],
  ],
  [
    'a wait for tasks that nobody is asked for',
    [guard({ kind: 'any-task-done', tasks: ['quote'] })],
    [['workflow-task-never-asked', 'actions.start.guards', { names: 'quote' }]],
  ],
  [
    'an office that does not exist, as owner and as performer',
    [
      (document) => (document.states[1]!.owner = 'nowhere'),
      start({ by: ['operator', 'office:lost'] }),
    ],
    [
      ['workflow-office-unknown', 'states.pause.owner', { name: 'nowhere' }],
      ['workflow-office-unknown', 'actions.start.by', { name: 'lost' }],
    ],
  ],
  [
    'a limit on a number that is not asked',
    [guard({ kind: 'at-most', field: 'amount', limit: 5, unless: ['operator'] })],
    [['workflow-field-not-asked', 'actions.start.guards', { name: 'amount' }]],
  ],
  [
    'a limit on what is no number',
    [field({}), guard({ kind: 'at-most', field: 'asked', limit: 5 })],
    [['workflow-field-type', 'actions.start.guards', { name: 'asked', types: 'number' }]],
  ],
  [
    'a limit that an empty field passes',
    [field({ type: 'number' }), guard({ kind: 'at-most', field: 'asked', limit: 5 })],
    [['workflow-limit-optional', 'actions.start.fields.asked']],
  ],
  [
    'a limit that counts what an action that is none has recorded',
    [
      field({ type: 'number', required: true }),
      guard({ kind: 'at-most', field: 'asked', limit: 5, recorded: ['quote'] }),
    ],
    [['workflow-action-unknown', 'actions.start.guards', { name: 'quote' }]],
  ],
  [
    'a limit that counts what an action records, which does not ask for it',
    [
      field({ type: 'number', required: true }),
      guard({ kind: 'at-most', field: 'asked', limit: 5, recorded: ['pause'] }),
    ],
    [['workflow-number-not-recorded', 'actions.start.guards', { action: 'pause', name: 'asked' }]],
  ],
  [
    'an exception for a role that is none',
    [
      field({ type: 'number', required: true }),
      guard({ kind: 'at-most', field: 'asked', limit: 5, unless: ['janitor'] }),
    ],
    [['workflow-performer-unknown', 'actions.start.guards', { name: 'janitor' }]],
  ],
  [
    'an automatic action of a clock that never runs out',
    [action('expire', 'new', 'end', { ...bySystem, trigger: 'state.deadline' })],
    [['workflow-trigger-without-deadline', 'actions.expire.from', { state: 'new' }]],
  ],
  [
    'a reminder where nothing says when',
    [
      (document) => (document.states[0]!.deadline = { days: 3 }),
      action('remind', 'new', '@same', { ...bySystem, trigger: 'state.reminder' }),
    ],
    [['workflow-trigger-without-deadline', 'actions.remind.from', { state: 'new' }]],
  ],
  [
    'a ladder with a role that is none, and one told twice',
    [
      (document) => {
        document.escalation = [{ tell: 'janitor' }, { tell: 'operator' }, { tell: 'operator', days: 2 }]; // prettier-ignore
      },
    ],
    [
      ['workflow-code-twice', 'escalation', { name: 'operator' }],
      ['workflow-role-unknown', 'escalation', { name: 'janitor' }],
    ],
  ],
  [
    'a ladder whose second rung is climbed first',
    [
      (document) => {
        const escalation = [{ tell: 'operator', workingDays: 3 }, { tell: 'director', days: 4 }]; // prettier-ignore
        document.states[0]!.deadline = { days: 3, escalation };
      },
    ],
    [['workflow-escalation-order', 'states.new.deadline.escalation']],
  ],
  [
    'a reminder before the beginning',
    [(document) => (document.states[0]!.deadline = { hours: 48, remindBefore: 2 })],
    [['workflow-reminder-too-early', 'states.new.deadline']],
  ],
  [
    'a deadline of what is over',
    [(document) => (document.states[2]!.deadline = { days: 2 })],
    [['workflow-deadline-closed', 'states.end.deadline']],
  ],
  [
    'a clock that stops while the work goes on',
    [effect({ kind: 'stop-clock' })],
    [['workflow-clock-without-wait', 'actions.start.effects']],
  ],
  [
    'a clock that stops and never starts',
    [(document) => (document.actions[2]!.effects = [])],
    [['workflow-clock-never-starts', 'actions.resume.effects', { state: 'pause' }]],
  ],
  [
    'one way out of the wait that leaves the clock standing',
    [action('give-up', '@open', 'end', { effects: [{ kind: 'outcome', code: 'end' }] })],
    [['workflow-clock-never-starts', 'actions.give-up.effects', { state: 'pause' }]],
  ],
  [
    'an action of the system that nothing ever calls',
    [action('by-itself', 'new', 'end', bySystem)],
    [['workflow-system-without-trigger', 'actions.by-itself.by']],
  ],
  [
    'a wait for an outcome that only later actions, or the action itself, would say',
    [
      action('conclude', 'new', 'end', { ...ending, guards: [{ kind: 'outcome-chosen' }] }),
      action('say-late', 'end', '@same', { effects: [{ kind: 'outcome', code: 'end' }] }),
    ],
    [['workflow-outcome-never-asked', 'actions.conclude.guards']],
  ],
  [
    'a partner who is never given a task',
    [action('reply', 'new', '@same', { by: ['operator', '@partner'] })],
    [['workflow-partner-never-asked', 'actions.reply.by']],
  ],
  [
    'a task given to an office, where a partner is to act',
    [
      action('ask', 'new', '@same', {
        ...asksPartner,
        fields: [{ ...asksPartner.fields[0], type: 'office' }],
      }),
      action('reply', 'new', '@same', { by: ['@partner'] }),
    ],
    [['workflow-partner-never-asked', 'actions.reply.by']],
  ],
  [
    'tasks that should be open and settled at once',
    [
      action('ask', 'new', '@same', asksPartner),
      action('both', 'new', '@same', {
        guards: [{ kind: 'tasks-open', tasks: ['work'] }, { kind: 'tasks-settled' }],
      }),
    ],
    [['workflow-guards-contradict', 'actions.both.guards']],
  ],
  [
    'tasks that should be open and all done at once',
    [
      action('ask', 'new', '@same', asksPartner),
      action('both', 'new', '@same', {
        guards: [{ kind: 'tasks-open' }, { kind: 'all-tasks-done' }],
      }),
    ],
    [['workflow-guards-contradict', 'actions.both.guards']],
  ],
  [
    'an authorisation that is given by what waits for it',
    [action('allow', 'new', '@same', { guards: [{ kind: 'authorised', by: ['allow'] }] })],
    [['workflow-authorises-itself', 'actions.allow.guards']],
  ],
  [
    'an end without an outcome where somebody leaves the field empty',
    [
      field({ type: 'choice', choices: [{ code: 'end', label: text }] }),
      start({ effects: [{ kind: 'set-outcome', field: 'asked' }] }),
    ],
    [['workflow-outcome-optional', 'actions.start.fields.asked']],
  ],
  [
    'an outcome for which there are no words',
    [start({ effects: [{ kind: 'outcome', code: 'zzz' }] })],
    [['workflow-outcome-unnamed', 'actions.start.effects', { name: 'zzz' }]],
  ],
  [
    'an authorisation that comes when all is over',
    [action('allow', 'end', '@same'), guard({ kind: 'authorised', by: ['allow'] })],
    [['workflow-authorised-too-late', 'actions.start.guards', { names: 'allow' }]],
  ],
  [
    'four eyes on nobody but oneself',
    [guard({ kind: 'not-who-did', actions: ['start'] })],
    [['workflow-four-eyes-itself', 'actions.start.guards']],
  ],
  [
    'a field that is compulsory by its own value',
    [
      field({
        ...{ type: 'choice', choices: [{ code: 'x', label: text }] },
        requiredWhen: { field: 'asked', in: ['x'] },
      }),
    ],
    [['workflow-field-needs-itself', 'actions.start.fields.asked']],
  ],
  [
    'a choice twice',
    [
      field({
        type: 'choice',
        choices: ['x', 'x'].map((code) => ({ code, label: text })),
      }),
    ],
    [['workflow-code-twice', 'actions.start.fields.asked.choices', { name: 'x' }]],
  ],
  [
    'a text that would have to be longer than any text may be',
    [field({ minLength: 999_999 })],
    [['workflow-min-too-long', 'actions.start.fields.asked', { max: '4000' }]],
  ],
  [
    'an action of people who see no request',
    [action('look', 'new', '@same', { by: ['permission:audit.see'] })],
    [['workflow-permission-sees-none', 'actions.look.by', { names: 'permission:audit.see' }]],
  ],
  [
    'a standing action that moves the request',
    [action('photo', 'new', 'pause', { effects: [{ kind: 'stop-clock' }] })],
    [['workflow-standing-moves', 'actions.photo.to']],
  ],
  [
    'a standing action that is taken from whom it is for',
    [action('message', 'new', '@same')],
    [['workflow-standing-by', 'actions.message.by', { name: '@citizen' }]],
  ],
  [
    'a sending by rule that is left to people',
    [action('send-to-partner', 'new', '@same', asksPartner)],
    [['workflow-send-not-system', 'actions.send-to-partner.by']],
  ],
  [
    'a sending by rule from where no new request is',
    [action('send-to-partner', 'pause', '@same', sends)],
    [['workflow-send-elsewhere', 'actions.send-to-partner.from', { state: 'new' }]],
  ],
  [
    'a sending by rule that asks for more than the partner',
    [
      action('send-to-partner', 'new', '@same', {
        ...sends,
        fields: [...asksPartner.fields, { code: 'why', label: text, type: 'text', required: true }],
        note: 'required',
      }),
    ],
    [['workflow-send-asks-more', 'actions.send-to-partner', { names: 'why, note' }]],
  ],
  [
    'a sending by rule that gives nobody a task, the first time or the second',
    [
      action('send-to-partner', 'new', 'pause', sends),
      action('assign-partner', '@open', '@same', { ...sends, effects: [] }),
    ],
    [['workflow-send-asks-nobody', 'actions.assign-partner']],
  ],
  [
    'a sending by rule that a condition holds back from all that is new',
    [action('send-to-partner', 'new', '@same', { ...sends, guards: [{ kind: 'tasks-open' }] })],
    [['workflow-send-held-back', 'actions.send-to-partner.guards']],
  ],
  [
    'an action of roles that may not work requests',
    [action('decree', 'new', '@same', { by: ['alderman', 'mayor'] })],
    [['workflow-role-may-not-work', 'actions.decree.by', { names: 'alderman, mayor' }]],
  ],
];

/** What looks like it, and runs. */
const right: [string, Change[]][] = [
  [
    'what the code itself records as the system needs no trigger',
    [action('send-to-partner', 'new', '@same', { ...asksPartner, by: ['@system'] })],
  ],
  ['a person may do what the system never does', [action('both', 'new', '@same', { by: ['operator', '@system'] })]], // prettier-ignore
  [
    'an outcome that was chosen before',
    [
      action('choose', 'new', '@same', { effects: [{ kind: 'outcome', code: 'end' }] }),
      action('wait', 'new', 'pause', { effects: [{ kind: 'stop-clock' }] }),
      action('conclude', 'pause', 'end', {
        effects: [{ kind: 'start-clock' }, ...ending.effects],
        guards: [{ kind: 'outcome-chosen' }],
      }),
    ],
  ],
  [
    'a partner who was asked acts',
    [
      action('ask', 'new', '@same', asksPartner),
      action('reply', 'new', '@same', { by: ['@partner'] }),
    ],
  ],
  [
    'one kind of task may be open while another is settled',
    [
      action('ask', 'new', '@same', asksPartner),
      action('ask-quote', 'new', '@same', {
        ...asksPartner,
        effects: [{ ...asksPartner.effects[0], task: 'quote' }],
      }),
      action('both', 'new', '@same', {
        guards: [
          { kind: 'tasks-open', tasks: ['quote'] },
          { kind: 'tasks-settled', tasks: ['work'] },
        ],
      }),
    ],
  ],
  [
    'one of the roles may work, or a permission says who',
    [
      action('decree', 'new', '@same', { by: ['alderman', 'operator'] }),
      action('ask-news', 'new', '@same', { by: ['mayor', 'permission:requests.ask-news'] }),
    ],
  ],
];

test.each(right)('right: %s', (_, changes) => {
  const document = smallWorkflow((draft) => changes.forEach((change) => change(draft)));
  expect(lint(document, known)).toEqual([]);
});

describe('a document is refused for', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    const document = smallWorkflow((draft) => changes.forEach((change) => change(draft)));
    const faults = expected.map(([code, place, data = {}]) => ({ code, place, data }));
    expect(lint(document, known)).toEqual(faults);
  });

  test('each fault that there is', () => {
    const told = new Set(cases.flatMap(([, , faults]) => faults.map(([code]) => code)));
    expect([...told].sort()).toEqual([...LINT_CODES].sort());
  });
});

test('the small right one has no fault', () => {
  expect(lint(smallWorkflow())).toEqual([]);
});

test('a council’s own role is known where it is named', () => {
  const document = smallWorkflow(start({ by: ['night-watch'] }));
  expect(lint(document)).toHaveLength(2);
  expect(lint(document, { roles: ['operator', 'night-watch'] })).toEqual([]);
});

test('a wait may follow a wait: the way back is the one of the first', () => {
  const document = smallWorkflow((draft) => {
    state('long-pause', 'waiting')(draft);
    action('extend', 'pause', 'long-pause', { effects: [{ kind: 'start-clock' }] })(draft);
    action('end-extension', 'long-pause', '@previous')(draft);
  });
  expect(lint(document)).toEqual([]);
  const paused = request('pause', { returnState: 'new' }, document);
  const extended = ask(paused, people.operator, 'extend', { document });
  expect(extended).toMatchObject({ to: 'long-pause', returnState: 'new' });
  const long = request('long-pause', { returnState: 'new' }, document);
  const ended = ask(long, people.operator, 'end-extension', { document });
  expect(ended).toMatchObject({ to: 'new', returnState: null });
});
