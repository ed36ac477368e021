import { describe, expect, test } from '@jest/globals';
import { groupActions } from '../../../src/doors/offices/request/action-groups.js';
import { startsFrom, stateOf } from '../../../src/workflow/domain/transition.js';
import { readShippedWorkflows } from '../../../src/workflow/shipped-workflows.js';

const fault = readShippedWorkflows().find((document) => document.code === 'fault');
if (!fault) throw new Error('the default iter is not shipped');

/** The groups of everything that starts from a state, whoever may take it. */
const from = (state: string) => {
  const start = stateOf(fault, state);
  const actions = fault.actions.filter(
    (action) =>
      !action.by.includes('@system') &&
      !action.by.includes('@citizen') &&
      startsFrom(action, start),
  );
  const groups = groupActions(actions, fault, state);
  return Object.fromEntries(
    groups.map(({ code, actions: of }) => [code, of.map((one) => one.code)]),
  );
};

describe('the actions of a request, as work goes', () => {
  test('what was just filed is taken in charge', () => {
    expect(from('received')['next']).toEqual(['take-in-charge']);
  });

  test('a checked work is closed; sending it back is no next phase', () => {
    const groups = from('verified');
    expect(groups['next']).toEqual(['close']);
    expect(groups['aside']).toContain('send-back');
  });

  test('who may not close what was checked has no next phase: sending it back does not become one', () => {
    const mayNotClose = fault.actions.filter(
      (action) => startsFrom(action, stateOf(fault, 'verified')) && action.code !== 'close',
    );
    const groups = groupActions(mayNotClose, fault, 'verified').map(({ code }) => code);
    expect(groups).toEqual(['aside', 'other']);
  });

  test('ending without work, waiting and withdrawing stand apart from the work', () => {
    const groups = from('taken-in-charge');
    expect(groups['next']).toContain('record-inspection');
    expect(groups['aside']).toEqual(
      expect.arrayContaining([
        'ask-citizen',
        'wait-third-party',
        'close-without-work',
        'record-withdrawal',
      ]),
    );
  });

  test('a wait ends by going back to where it began', () => {
    expect(from('waiting-third-party')['next']).toEqual(['resume']);
  });

  test('where nothing leads on, what leads to work does', () => {
    expect(from('reopened')['next']).toEqual(['take-in-charge']);
  });

  test('what is closed has no next phase; opening it again stands aside', () => {
    expect(from('closed')['next']).toBeUndefined();
    expect(from('closed')['aside']).toContain('reopen');
  });

  test('what moves no state is never a phase', () => {
    for (const state of fault.states.map(({ code }) => code)) {
      const groups = from(state);
      expect([...(groups['next'] ?? []), ...(groups['aside'] ?? [])]).not.toContain('note');
      expect(groups['other']).toContain('note');
    }
  });
});

describe('each shipped iter offers what leads on first', () => {
  const nextOf = (code: string, state: string) => {
    const document = readShippedWorkflows().find((one) => one.code === code);
    if (!document) throw new Error(`${code} is not shipped`);
    const actions = document.actions.filter(
      (action) =>
        !action.by.every((entry) => entry === '@system' || entry === '@citizen') &&
        startsFrom(action, stateOf(document, state)),
    );
    const [first] = groupActions(actions, document, state);
    return first?.code === 'next' ? first.actions.map((one) => one.code) : [];
  };

  test.each([
    ['fault', 'verified', ['close']],
    ['fault', 'no-answer', ['take-up-again']],
    ['maintenance', 'verified', ['close']],
    ['maintenance', 'quote-received', ['authorise']],
    ['school-building', 'verified', ['close']],
    ['waste-green', 'work-done', ['close']],
    ['information', 'answer-ready', ['close']],
    ['information', 'no-answer', ['take-up-again', 'close']],
    ['animals-safety', 'work-done', ['close']],
  ])('%s, %s: %j', (code, state, expected) => {
    expect(nextOf(code, state)).toEqual(expect.arrayContaining(expected));
    expect(nextOf(code, state)).toHaveLength(expected.length);
  });

  test('two ways into the end of an iter are both the end: made safe, or repaired', () => {
    expect(nextOf('animals-safety', 'secured')).toContain('close');
    expect(nextOf('animals-safety', 'inspected')).not.toContain('close-without-work');
  });
});
