import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../src/workflow/domain/decision.js';
import { triggeredAction } from '../../src/workflow/domain/triggered-action.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import {
  answers,
  ask,
  doneTask,
  fault,
  mayDo,
  now,
  openTask,
  people,
  request,
  settings,
} from './bench.js';

const { citizen, director, frontDesk, operator, supervisor, system } = people;
const effects = (decision: unknown) => (decision as Decision).effects.map((effect) => effect.kind);

describe('versions', () => {
  test('somebody was faster: the refusal shows the present version and state', () => {
    expect(ask(request('received'), operator, 'take-in-charge', { version: 6 })).toMatchObject({
      code: 'stale-version',
      data: { current: { version: 7, state: 'received' } },
    });
  });

  test('staleness is said before "not from this state", which is only its consequence', () => {
    const refusal = ask(request('taken-in-charge'), operator, 'take-in-charge', { version: 6 });
    expect(refusal).toMatchObject({ code: 'stale-version' });
  });

  test.each([
    ['received', 'take-in-charge', operator],
    ['inspected', 'take', operator],
    ['inspected', 'change-office', director],
    ['inspected', 'move-term', supervisor],
  ] as const)(
    'from %s, %s moves something, so it must name the version seen',
    (from, action, who) => {
      expect(ask(request(from), who, action, { version: undefined })).toMatchObject({
        code: 'invalid',
        errors: [{ field: 'version', code: 'required' }],
      });
    },
  );

  test.each([
    ['message', citizen],
    ['note', operator],
    ['photo', operator],
    ['take-message', frontDesk],
    ['write-citizen', operator],
    ['protocol', operator],
  ] as const)('%s takes no version', (action, who) => {
    const decision = ask(request('inspected'), who, action, { version: undefined });
    expect(decision).toMatchObject({ moves: false });
  });

  test('the system names no version: it decides on the row that it has just read', () => {
    const decision = ask(request('received'), system, 'send-to-partner', { version: undefined });
    expect(decision).toMatchObject({ to: 'with-contractor', moves: true });
  });
});

describe('authorisation', () => {
  const asked = { needsAuthorisation: true };

  test('above the limit it is a director’s; up to it a supervisor’s too', () => {
    const authorise = (who: typeof supervisor, amount: number) =>
      ask(request('inspected', asked), who, 'authorise', { data: { amount } });
    expect(authorise(supervisor, 5000)).toMatchObject({ to: 'authorised' });
    expect(authorise(supervisor, 5001)).toMatchObject({
      errors: [{ field: 'amount', code: 'above-limit', data: { max: 5000 } }],
    });
    expect(authorise(director, 5001)).toMatchObject({ to: 'authorised' });
  });

  test.each(['fault', 'school-building', 'maintenance'])(
    'in %s no empty field passes the limit',
    (code) => {
      const document = readShippedWorkflows().find((one) => one.code === code)!;
      const empty = { data: {}, document };
      for (const who of [supervisor, director])
        expect(ask(request('inspected', asked, document), who, 'authorise', empty)).toMatchObject({
          errors: [{ field: 'amount', code: 'required' }],
        });
    },
  );

  test('on a version that was published with the field left optional, who has a limit fills it in all the same', () => {
    const published = structuredClone(fault);
    for (const { fields } of published.actions)
      for (const field of fields) if (field.code === 'amount') field.required = false;
    const empty = { data: {}, document: published };
    expect(ask(request('inspected', asked), supervisor, 'authorise', empty)).toMatchObject({
      errors: [{ field: 'amount', code: 'required' }],
    });
    expect(ask(request('inspected', asked), director, 'authorise', empty)).toMatchObject({
      to: 'authorised',
    });
  });

  test.each([
    ['assign-contractor', 'inspected', supervisor],
    ['assign-partner', 'inspected', supervisor],
    ['send-to-partner', 'received', system],
  ] as const)('%s waits for it where the category asks it', (action, from, who) => {
    expect(ask(request(from, asked), who, action)).toMatchObject({
      code: 'not-possible-now',
      reason: 'not-authorised',
    });
  });

  test('once given it opens the way', () => {
    const done = [{ action: 'authorise', accountId: 'account-supervisor' }];
    const authorised = request('authorised', { ...asked, done });
    expect(ask(authorised, supervisor, 'assign-contractor')).toMatchObject({
      to: 'with-contractor',
    });
  });

  test('where the category asks none it is not offered', () => {
    expect(ask(request('inspected'), supervisor, 'authorise')).toMatchObject({
      reason: 'authorisation-not-asked',
    });
    expect(mayDo(request('inspected'), supervisor)).not.toContain('authorise');
  });
});

describe('tasks', () => {
  test.each([
    ['close', 'verified'],
    ['close-without-work', 'inspected'],
  ])('%s is held back while one is open', (action, from) => {
    expect(ask(request(from, { tasks: [openTask] }), supervisor, action)).toMatchObject({
      code: 'not-possible-now',
      reason: 'tasks-open',
    });
    expect(ask(request(from, { tasks: [doneTask] }), supervisor, action)).toMatchObject({
      to: 'closed',
    });
  });

  test('there must be one to cancel', () => {
    const settled = request('inspected', { tasks: [doneTask] });
    expect(ask(settled, supervisor, 'cancel-tasks')).toMatchObject({ reason: 'no-tasks-open' });
  });

  test.each([
    ['task.done', 'contractor-done'],
    ['task.declined', 'contractor-declined'],
  ] as const)('%s fires %s once no other task is open', (trigger, action) => {
    const one = request('with-contractor', { tasks: [doneTask] });
    expect(triggeredAction(fault, one, trigger, { settings, now })?.code).toBe(action);
    const two = request('with-contractor', { tasks: [doneTask, { ...openTask, id: 't2' }] });
    expect(triggeredAction(fault, two, trigger, { settings, now })).toBeNull();
    expect(ask(two, system, action)).toMatchObject({ reason: 'tasks-open' });
  });

  test('while the request waits no task moves it', () => {
    const waiting = request('waiting-third-party', { tasks: [doneTask] });
    expect(triggeredAction(fault, waiting, 'task.done', { settings, now })).toBeNull();
  });

  test('work that the office records settles what the firm had not answered itself', () => {
    const decision = ask(
      request('with-contractor', { tasks: [openTask] }),
      operator,
      'record-work-done',
    );
    expect(effects(decision)).toEqual(['complete-tasks']);
  });
});

describe('waiting', () => {
  test('the first question stops the legal clock, the second only asks', () => {
    const first = ask(request('inspected'), operator, 'ask-citizen');
    expect(effects(first)).toEqual(['stop-clock', 'write-citizen']);
    const second = ask(request('inspected', { suspensionUsed: true }), operator, 'ask-citizen');
    expect(effects(second)).toEqual(['write-citizen']);
  });

  test('waiting for others never stops it', () => {
    expect(effects(ask(request('inspected'), operator, 'wait-third-party'))).toEqual([]);
  });

  test.each(['answer', 'record-answer', 'go-on-without-answer'])('%s starts it again', (action) => {
    const who = { answer: citizen, 'record-answer': frontDesk }[action] ?? operator;
    expect(effects(ask(request('waiting-citizen'), who, action))).toContain('start-clock');
  });

  test('remembers where it came from, and forgets it when the work goes on', () => {
    const asked = ask(request('with-contractor'), operator, 'ask-citizen');
    expect(asked).toMatchObject({ to: 'waiting-citizen', returnState: 'with-contractor' });
    const answered = ask(
      request('waiting-citizen', { returnState: 'with-contractor' }),
      citizen,
      'answer',
    );
    expect(answered).toMatchObject({ to: 'with-contractor', returnState: null });
  });

  test('a message meanwhile does not lose it', () => {
    const decision = ask(
      request('waiting-citizen', { returnState: 'own-team' }),
      citizen,
      'message',
    );
    expect(decision).toMatchObject({ to: 'waiting-citizen', returnState: 'own-team' });
  });

  test('a wait that remembers nothing cannot be answered, only ended otherwise', () => {
    const lost = request('waiting-citizen', { returnState: null });
    expect(ask(lost, citizen, 'answer')).toMatchObject({ reason: 'no-previous-state' });
    expect(mayDo(lost, citizen)).toEqual(['withdraw', 'message']);
  });
});

describe('reopening', () => {
  const closed = request('closed', { closedAt: new Date('2026-05-01T10:00:00.000Z') });

  test.each(['reopen-by-citizen', 'record-reopening'])(
    '%s: up to the end of the last day in Italy, not a millisecond longer',
    (action) => {
      const who = action === 'record-reopening' ? frontDesk : citizen;
      const last = new Date('2026-05-31T21:59:59.999Z');
      expect(ask(closed, who, action, { at: last })).toMatchObject({ to: 'reopened' });
      const late = new Date('2026-05-31T22:00:00.000Z');
      expect(ask(closed, who, action, { at: late })).toMatchObject({
        code: 'not-possible-now',
        reason: 'too-late',
      });
    },
  );

  test('the office is bound to no days, and the term starts anew', () => {
    const decision = ask(closed, supervisor, 'reopen', { at: new Date('2027-05-01T00:00:00Z') });
    expect(effects(decision)).toEqual(['restart-term']);
  });
});

describe('closing', () => {
  const verified = request('verified');
  const close = (data: Record<string, unknown>) =>
    ask(verified, supervisor, 'close', { data: { ...answers['close']?.data, ...data } });

  test.each(['outcome', 'whatWasDone', 'doneBy', 'citizenCan'])('needs %s', (field) => {
    expect(close({ [field]: ' ' })).toMatchObject({
      code: 'invalid',
      errors: [{ field, code: 'required' }],
    });
  });

  test('a text shorter than the council’s setting is refused', () => {
    expect(close({ whatWasDone: 'Fatto.' })).toMatchObject({
      errors: [{ field: 'whatWasDone', code: 'too-short', data: { min: 40 } }],
    });
  });

  test('length counts what a person sees as characters', () => {
    const animals = Array.from({ length: 40 }, (_, i) => String.fromCodePoint(0x1f400 + i));
    expect(close({ whatWasDone: animals.slice(1).join('') })).toMatchObject({
      errors: [{ field: 'whatWasDone', code: 'too-short' }],
    });
    expect(close({ whatWasDone: animals.join('') })).toMatchObject({ to: 'closed' });
  });

  test('the template as it came is refused, and so is one with a single blank left', () => {
    const { template } = fault.actions
      .find((action) => action.code === 'close')!
      .fields.find((field) => field.code === 'whatWasDone')!;
    for (const text of [template!.it, template!.en, template!.it.replace('[data]', '18 maggio')])
      expect(close({ whatWasDone: text })).toMatchObject({
        errors: [{ field: 'whatWasDone', code: 'blank-left' }],
      });
  });

  test('brackets of the writer’s own are no blanks', () => {
    const text = 'Buca chiusa con asfalto a caldo [vedi la foto], corsia di nuovo aperta.';
    expect(close({ whatWasDone: text })).toMatchObject({ to: 'closed' });
  });

  test.each([
    ['not-ours', 'forwardedTo', 'Provincia, ufficio viabilità'],
    ['refused', 'reasons', 'La siepe è privata e non sporge sulla strada pubblica.'],
    ['duplicate', 'duplicateOf', '2026-004217-K'],
  ])('%s needs %s', (outcome, field, value) => {
    expect(close({ outcome })).toMatchObject({ errors: [{ field, code: 'required' }] });
    expect(close({ outcome: ` ${outcome} ` })).toMatchObject({
      errors: [{ field, code: 'required' }],
    });
    expect(close({ outcome, [field]: value })).toMatchObject({ to: 'closed', toKind: 'closed' });
  });

  test('what belongs to another outcome is not kept in silence', () => {
    expect(close({ duplicateOf: '2026-004217-K' })).toMatchObject({
      errors: [{ field: 'duplicateOf', code: 'not-with-this-choice' }],
    });
  });

  test('the outcome is set and written to the citizen; a duplicate is linked only where there is one', () => {
    expect(effects(close({}))).toEqual(['set-outcome', 'write-citizen']);
    const duplicate = close({ outcome: 'duplicate', duplicateOf: '2026-004217-K' });
    expect(effects(duplicate)).toEqual(['set-outcome', 'link-duplicate', 'write-citizen']);
  });

  test('an outcome that the list has not is refused, alone', () => {
    expect(close({ outcome: 'done' })).toMatchObject({
      errors: [{ field: 'outcome', code: 'not-a-choice' }],
    });
  });

  test('withdrawing sets its own outcome and calls the partners off', () => {
    const decision = ask(request('with-contractor', { tasks: [openTask] }), citizen, 'withdraw');
    expect(decision).toMatchObject({ to: 'withdrawn', toKind: 'closed' });
    expect(effects(decision)).toEqual(['outcome', 'start-clock', 'cancel-tasks']);
  });
});
