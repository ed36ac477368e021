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
  const groups = groupActions(actions, fault.states, state);
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
    expect(from('closed')['next']).toContain('reopen');
  });

  test('what moves no state is never a phase', () => {
    for (const state of fault.states.map(({ code }) => code)) {
      const groups = from(state);
      expect([...(groups['next'] ?? []), ...(groups['aside'] ?? [])]).not.toContain('note');
      expect(groups['other']).toContain('note');
    }
  });
});
