import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  actionOf,
  typedAction,
} from '../../../../src/doors/administration/iters/action/action-form.js';
import {
  partsOf,
  RULE_LISTS,
  ruleKinds,
} from '../../../../src/doors/administration/iters/action/rule-parts.js';
import { stateOf, typedState } from '../../../../src/doors/administration/iters/state-form.js';
import { effect, guard } from '../../../../src/workflow/domain/document/rules.js';
import type { ActionDefinition } from '../../../../src/workflow/domain/document.js';
import { readShippedWorkflows } from '../../../../src/workflow/shipped-workflows.js';
import { fault } from '../../../workflow/bench.js';

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

  test('it asks for whatever a rule of each kind can say', () => {
    for (const [list, union] of [
      ['guards', guard],
      ['effects', effect],
    ] as const) {
      const said = union.options.map(({ shape }) => [
        shape.kind.value,
        Object.entries(shape)
          .filter(([name]) => name !== 'kind')
          .map(([name, part]) => [name, (part as z.ZodType).safeParse(undefined).success])
          .sort(),
      ]);
      const asked = ruleKinds(list).map((kind) => [
        kind,
        (partsOf(list, kind) ?? [])
          .map(({ name, isOptional = false }) => [name, isOptional])
          .sort(),
      ]);
      expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(said));
    }
    expect(RULE_LISTS.map((list) => partsOf(list, 'toString'))).toEqual([undefined, undefined]);
  });

  test('a rule is taken away, changed and added, and the others stay in their places', () => {
    const several = action('verify', {
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
    expect(saved(several)).toEqual(several);
    const typed = {
      'guards.1.actions': ['close', 'verify'],
      'guards.2.remove': 'on',
      'guards.7.kind': 'tasks-settled',
      'guards.7.tasks': 'quote',
      'effects.1.remove': 'on',
      'effects.4.kind': 'open-task',
      'effects.4.executor': 'partner',
      'effects.4.task': 'quote',
      'effects.4.due': '',
      'effects.4.days': '20',
    };
    expect(saved(several, typed)).toMatchObject({
      guards: [
        { kind: 'not-who-did', actions: ['close', 'verify'] },
        { kind: 'not-who-did', actions: ['verify'] },
        { kind: 'tasks-settled', tasks: ['quote'] },
      ],
      effects: [
        { kind: 'restart-term' },
        { kind: 'write-citizen', letter: 'outcome' },
        { kind: 'open-task', executor: 'partner', task: 'quote', days: 20 },
      ],
    });
  });

  test('what a browser sends in another order, or without the line ends of a name, changes nothing', () => {
    const several = action('verify', {
      label: { it: 'Verificare\nil lavoro', de: 'Prüfen' },
      by: ['supervisor', 'operator', 'office:nowhere'],
      guards: [{ kind: 'at-most', field: 'amount', limit: 1.234, unless: ['mayor', 'director'] }],
    });
    const sent = {
      'label.it': 'Verificareil lavoro',
      by: ['operator', 'office:nowhere', 'supervisor'],
      'guards.1.unless': ['director', 'mayor'],
    };
    expect(saved(several, sent)).toEqual(several);
  });

  test('an amount is read as an Italian writes it', () => {
    const limited = (limit: string) =>
      saved(action('verify'), {
        'guards.9.kind': 'at-most',
        'guards.9.field': 'amount',
        'guards.9.limit': limit,
      });
    const guards = (limit: unknown) => ({ guards: [{ kind: 'at-most', field: 'amount', limit }] });
    expect(limited('12.500,00')).toMatchObject(guards(12_500));
    expect(limited('0,5')).toMatchObject(guards(0.5));
    expect(limited('molto')).toMatchObject(guards('molto'));
  });

  test('a field with entries is added: codes are made of the names, once each; blank entries do not count', () => {
    const typed = {
      'fields.9.type': 'choice',
      'fields.9.newCode': '',
      'fields.9.label.it': 'Qualità del lavoro',
      'fields.9.required': 'on',
      'fields.9.choices.1.label.it': 'Città pulita',
      'fields.9.choices.2.label.it': '2. Città pulita!',
      'fields.9.choices.3.newCode': 'bad',
      'fields.9.choices.3.label.it': 'Da rifare',
      'fields.9.choices.3.label.en': 'To be redone',
      'fields.9.choices.4.newCode': '',
    };
    expect(saved(action('verify', { fields: [] }), typed)).toMatchObject({
      fields: [
        {
          ...{ code: 'qualitaDelLavoro', type: 'choice', required: true },
          label: { it: 'Qualità del lavoro' },
          choices: [
            { code: 'citta-pulita', label: { it: 'Città pulita' } },
            { code: 'citta-pulita-2', label: { it: '2. Città pulita!' } },
            { code: 'bad', label: { it: 'Da rifare', en: 'To be redone' } },
          ],
        },
      ],
    });
  });

  test('an entry is renamed, one taken away; what the form does not show of a field stays', () => {
    const label = { it: 'Esito', de: 'Ergebnis' };
    const closing = action('verify', {
      fields: [
        {
          ...{ code: 'outcome', label, type: 'choice', required: true, visibility: 'internal' },
          requiredWhen: { field: 'other', in: ['yes'] },
          choices: [
            { code: 'good', label: { it: 'Bene', de: 'Gut' } },
            { code: 'bad', label: { it: 'Male' } },
          ],
        },
      ],
    });
    const typed = { 'fields.1.choices.1.label.it': 'Bene così', 'fields.1.choices.2.remove': 'on' };
    expect(saved(closing, typed)).toEqual({
      ...closing,
      fields: [
        {
          ...closing.fields[0],
          choices: [{ code: 'good', label: { it: 'Bene così', de: 'Gut' } }],
        },
      ],
    });
    expect(saved(closing, { 'fields.1.remove': 'on' })).toMatchObject({ fields: [] });
  });
});
