import { describe, expect, test } from '@jest/globals';
import { documentJsonSchema, readDocument } from '../../src/workflow/domain/document/read.js';
import { SHAPE_CODES } from '../../src/workflow/domain/lint/fault.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { type Draft, small } from './small-document.js';

/** Written as a person might, so no schema checks it here. */
type Loose = Draft & { actions: Record<string, unknown>[]; states: Record<string, unknown>[] };
type Change = (document: Loose) => void;
const start = (parts: object): Change =>
  function (document) {
    Object.assign(document.actions[0]!, parts);
  };

const cases: [string, Change, [string, string, object?]][] = [
  [
    'a word that means nothing',
    start({ colour: 'red' }),
    ['workflow-key-unknown', 'actions.start', { name: 'colour' }],
  ],
  [
    'a language that Iter does not speak',
    start({ label: { it: 'Testo', es: 'Texto' } }),
    ['workflow-language-unknown', 'actions.start.label', { name: 'es' }],
  ],
  [
    'more actions than anybody can draw',
    (document) => {
      const [first] = document.actions;
      document.actions = Array.from({ length: 301 }, (_, i) => ({
        ...first,
        code: `a${i}`,
      })) as never; // as the first one
    },
    ['workflow-too-many', 'actions', { max: '300' }],
  ],
  [
    'a text without Italian',
    start({ label: { en: 'Text' } }),
    ['workflow-text-missing', 'actions.start.label.it'],
  ],
  [
    'a text of blanks',
    start({ label: { it: '   ' } }),
    ['workflow-text-missing', 'actions.start.label.it'],
  ],
  [
    'an action that leads nowhere',
    (document) => Object.assign(document.actions[1]!, { to: undefined }),
    ['workflow-text-missing', 'actions.pause.to'],
  ],
  [
    'a kind of field that there is not',
    start({ fields: [{ code: 'asked', label: { it: 'Testo' }, type: 'colour' }] }),
    [
      'workflow-value-unknown',
      'actions.start.fields.asked.type',
      { names: expect.stringContaining('checklist') },
    ],
  ],
  [
    'a kind of effect that there is not',
    start({ effects: [{ kind: 'explode' }] }),
    ['workflow-kind-unknown', 'actions.start.effects.1.kind'],
  ],
  [
    'a code in capitals',
    (document) => (document.code = 'Small'),
    ['workflow-value-invalid', 'code'],
  ],
  [
    'a deadline in two units',
    (document) => (document.states[0]!['deadline'] = { days: 2, hours: 3 }),
    ['workflow-deadline-unit', 'states.new.deadline'],
  ],
];

describe('a document has not its shape with', () => {
  test.each(cases)('%s', (_, change, [code, place, data = {}]) => {
    const document = small() as Loose;
    change(document);
    expect(readDocument(document)).toEqual({ faults: [{ code, place, data }] });
  });

  test('each fault of shape that there is', () => {
    const told = new Set(cases.map(([, , [code]]) => code));
    expect([...told].sort()).toEqual([...SHAPE_CODES].sort());
  });

  test.each([null, 3, 'text', [], {}, { states: [null, 7], actions: 'none' }])(
    'anything else: %j',
    (given) => {
      expect(readDocument(given)).toMatchObject({ faults: expect.any(Array) });
    },
  );
});

test('the published schema speaks of every part that the shipped iters use', () => {
  const schema = documentJsonSchema();
  expect(schema).toMatchObject({ $schema: expect.stringContaining('2020-12'), type: 'object' });
  const words = JSON.stringify(schema);
  const used = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) {
        used.add(key);
        collect(inner);
      }
  };
  collect(readShippedWorkflows());
  expect([...used].filter((key) => !words.includes(`"${key}"`))).toEqual([]);
});

test('what the reader takes it gives back unchanged', () => {
  for (const document of readShippedWorkflows())
    expect(readDocument(structuredClone(document))).toEqual({ document });
});
