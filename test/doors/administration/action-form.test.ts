import { describe, expect, test } from '@jest/globals';
import {
  actionOf,
  typedAction,
  untouched,
} from '../../../src/doors/administration/iters/action-form.js';
import { stateOf, typedState } from '../../../src/doors/administration/iters/state-form.js';
import type { ActionDefinition } from '../../../src/workflow/domain/document.js';
import { readShippedWorkflows } from '../../../src/workflow/shipped-workflows.js';
import { fault } from '../../workflow/bench.js';

const saved = (action: ActionDefinition, typed: object = {}) =>
  actionOf(action.code, { ...typedAction(action), ...typed }, action);
const action = (code: string, change: Partial<ActionDefinition> = {}): ActionDefinition => {
  const found = fault.actions.find((one) => one.code === code);
  if (!found) throw new Error(`no action ${code}`);
  return { ...found, ...change };
};

describe('the form of an action', () => {
  test.each(readShippedWorkflows().map((document) => [document.code, document] as const))(
    'sent back as it came it leaves every state and action of %s as it was',
    (_, { states, actions }) => {
      for (const one of actions) expect(saved(one)).toEqual(one);
      for (const one of states) expect(stateOf(one.code, typedState(one), one)).toEqual(one);
    },
  );

  test('the joins are ticked and unticked; of what kinds they ask stays', () => {
    const join = { kind: 'all-tasks-done', tasks: ['work'] };
    const reported = action('contractor-done');
    expect(reported.guards).toEqual([join]);
    expect(typedAction(reported)).toMatchObject({ allDone: 'on', settled: '' });
    expect(untouched(reported)).toEqual([]);
    expect(saved(reported, { allDone: '' })).toMatchObject({ guards: [] });
    expect(saved(reported, { settled: 'on' })).toMatchObject({
      guards: [join, { kind: 'tasks-settled' }],
    });
    expect(saved(action('verify'), { allDone: 'on' })).toMatchObject({
      guards: [{ kind: 'all-tasks-done' }],
    });
  });

  test('two rules of a kind: the first is in the form, the second stays, each in its place', () => {
    const twice = action('verify', {
      guards: [
        { kind: 'not-who-did', actions: ['record-work-done'] },
        { kind: 'outcome-chosen' },
        { kind: 'not-who-did', actions: ['verify'] },
      ],
      effects: [
        { kind: 'write-citizen', letter: 'step' },
        { kind: 'restart-term' },
        { kind: 'write-citizen', letter: 'outcome' },
      ],
    });
    expect(saved(twice)).toEqual(twice);
    expect(saved(twice, { notWhoDid: ['close'], letter: '' })).toMatchObject({
      guards: [
        { kind: 'not-who-did', actions: ['close'] },
        { kind: 'outcome-chosen' },
        { kind: 'not-who-did', actions: ['verify'] },
      ],
      effects: [{ kind: 'restart-term' }, { kind: 'write-citizen', letter: 'outcome' }],
    });
    expect(untouched(twice).map(({ list, position }) => `${list} ${position}`)).toEqual([
      'guards 2',
      'guards 3',
      'effects 2',
      'effects 3',
    ]);
  });
});
