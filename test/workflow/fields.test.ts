import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../src/shared/refusal.js';
import { type WorkflowDocument, workflowDocument } from '../../src/workflow/domain/document.js';
import { decide } from '../../src/workflow/domain/decide.js';
import { ask, fault, now, people, request, settings } from './bench.js';
import { type Draft, small } from './small-document.js';

const text = (it: string) => ({ it });

type FieldDraft = NonNullable<Draft['actions'][number]['fields']>[number];

/** One action that asks for one field of each type. */
function asking(field: Record<string, unknown>): WorkflowDocument {
  return workflowDocument.parse(
    small((document) => {
      const asked = { code: 'asked', label: text('Campo'), ...field };
      document.actions[0]!.fields = [asked as FieldDraft]; // the schema says whether it is one
    }),
  );
}

function answer(field: Record<string, unknown>, value: unknown) {
  const document = asking(field);
  const command = { action: 'start', version: 7, data: { asked: value } };
  const circumstances = { performer: people.operator, settings, now };
  return decide(document, request('new', {}, document), command, circumstances);
}

const kept = (value: unknown) => ({
  values: [{ name: 'data.asked', value, visibility: 'public' }],
});
const refused = (code: string) => ({ code: 'invalid', errors: [{ field: 'asked', code }] });
const choices = [
  { code: 'red', label: text('Rosso') },
  { code: 'blue', label: text('Blu') },
];

describe('a value against its field', () => {
  test.each([
    ['text', { type: 'text' }, '  Perché\r\nno \u0000', 'Perché\nno'],
    ['text', { type: 'text' }, 'a'.repeat(4000), 'a'.repeat(4000)],
    ['number', { type: 'number' }, 12.5, 12.5],
    ['number', { type: 'number' }, '12,5', 12.5],
    ['number', { type: 'number' }, ' 0,125 ', 0.125],
    ['number', { type: 'number' }, '12500', 12_500],
    ['number', { type: 'number' }, '12.500,00', 12_500],
    ['number', { type: 'number' }, '1.250.000', 1_250_000],
    ['date', { type: 'date' }, '2028-02-29', '2028-02-29'],
    ['choice', { type: 'choice', choices }, 'blue', 'blue'],
    ['checklist', { type: 'checklist', choices }, ['blue', 'red', 'blue'], ['blue', 'red']],
    ['checklist', { type: 'checklist', choices }, 'red', ['red']],
    ['person', { type: 'person' }, 'id-1', 'id-1'],
    ['ticket', { type: 'ticket' }, '2026-004217-K', '2026-004217-K'],
  ])('%s keeps what fits, tidied', (_, field, given, value) => {
    expect(answer(field, given)).toMatchObject(kept(value));
  });

  test.each([
    ['text', { type: 'text' }, 12, 'invalid'],
    ['text', { type: 'text' }, ['a'], 'invalid'],
    ['text', { type: 'text' }, 'a'.repeat(4001), 'too-long'],
    ['text', { type: 'text', minLength: 5 }, 'buca', 'too-short'],
    ['text', { type: 'text' }, 'Il […] sarà fatto', 'blank-left'],
    ['text', { type: 'text' }, 'Il [ ... ] sarà fatto', 'blank-left'],
    ['text', { type: 'text' }, 'Il XX/XX/XXXX è stato chiuso', 'blank-left'],
    ['text', { type: 'text' }, 'È stato fatto questo: ____', 'blank-left'],
    ['text', { type: 'text', template: text('Il [data] ho chiuso.') }, 'Il [ Data] ho chiuso', 'blank-left'], // prettier-ignore
    ['text', { type: 'text', minLength: 5 }, '........', 'not-in-words'],
    ['text', { type: 'text', minLength: 5 }, '. . . . . . . . . .', 'not-in-words'],
    ['text', { type: 'text', minLength: 5 }, 'abababababababab', 'not-in-words'],
    ['text', { type: 'text', minLength: 5 }, `a${' '.repeat(9)}b`, 'not-in-words'],
    ['number', { type: 'number' }, 'dodici', 'number-invalid'],
    ['number', { type: 'number' }, Infinity, 'number-invalid'],
    ['number', { type: 'number' }, NaN, 'number-invalid'],
    ['number', { type: 'number' }, true, 'number-invalid'],
    ['number', { type: 'number' }, '12.500', 'number-invalid'],
    ['number', { type: 'number' }, '12,500', 'number-invalid'],
    ['number', { type: 'number' }, -1, 'number-negative'],
    ['number', { type: 'number' }, '-1', 'number-negative'],
    ['date', { type: 'date' }, '2026-02-31', 'date-not-valid'],
    ['date', { type: 'date' }, '2026-02-29', 'date-not-valid'],
    ['date', { type: 'date' }, '31/12/2026', 'date-not-valid'],
    ['date', { type: 'date' }, 20260101, 'date-not-valid'],
    ['date', { type: 'date' }, '9999-12-31', 'date-too-far'],
    ['date', { type: 'date' }, '1199-12-31', 'date-too-far'],
    ['date', { type: 'date' }, '0199-12-31', 'date-not-valid'],
    ['choice', { type: 'choice', choices }, 'green', 'not-a-choice'],
    ['choice', { type: 'choice', choices }, 'constructor', 'not-a-choice'],
    ['choice', { type: 'choice', choices }, ['red'], 'not-a-choice'],
    ['checklist', { type: 'checklist', choices }, ['red', 'green'], 'not-a-choice'],
    ['checklist', { type: 'checklist', choices }, [['red']], 'not-a-choice'],
    ['partner', { type: 'partner' }, 'x'.repeat(61), 'too-long'],
    ['office', { type: 'office' }, {}, 'invalid'],
    ['photo', { type: 'photo' }, -1, 'invalid'],
    ['document', { type: 'document' }, '1', 'invalid'],
  ])('%s refuses what does not (%#)', (_, field, given, code) => {
    expect(answer(field, given)).toMatchObject(refused(code));
  });

  test.each(['text', 'number', 'date', 'choice', 'checklist', 'person', 'photo'])(
    'a compulsory %s left empty is refused, a voluntary one leaves no value',
    (type) => {
      const nothing = [undefined, null, type === 'photo' ? 0 : ''];
      for (const value of nothing) {
        expect(answer({ type, choices, required: true }, value)).toMatchObject(refused('required'));
        expect(answer({ type, choices }, value)).toMatchObject({ values: [] });
      }
    },
  );

  test('a field may have the name of what every object has: unanswered, it has no value', () => {
    const document = asking({ code: 'valueOf', type: 'text' });
    const decision = ask(request('new', {}, document), people.operator, 'start', { document });
    expect(decision).toMatchObject({ to: 'end', values: [] });
  });

  test('files are counted, not kept: they are attachments', () => {
    expect(answer({ type: 'photo', required: true }, 3)).toMatchObject({ to: 'end', values: [] });
  });

  test('an internal action keeps nothing public', () => {
    const document = asking({ type: 'text' });
    const internal = {
      ...document,
      actions: document.actions.map((action) => ({ ...action, visibility: 'internal' as const })),
    };
    const decision = decide(
      internal,
      request('new', {}, document),
      { action: 'start', version: 7, note: 'nota', data: { asked: 'testo' } },
      { performer: people.operator, settings, now },
    );
    expect(decision).toMatchObject({
      values: [
        { name: 'data.asked', visibility: 'internal' },
        { name: 'note', visibility: 'internal' },
      ],
    });
  });
});

describe('what nobody asked for', () => {
  test.each(['colour', 'constructor', '__proto__', 'toString'])('%s is refused by name', (name) => {
    const data = JSON.parse(`{"${name}": "x"}`);
    expect(ask(request('work-done'), people.operator, 'verify', { data })).toMatchObject({
      code: 'invalid',
      errors: [{ field: name, code: 'unknown-field' }],
    });
  });

  test('a note where none is taken, an internal note from a citizen', () => {
    const take = ask(request('inspected'), people.operator, 'take', { note: 'mia' });
    expect(take).toMatchObject({ errors: [{ field: 'note', code: 'unknown-field' }] });
    const message = ask(request('inspected'), people.citizen, 'message', { internalNote: 'x' });
    expect(message).toMatchObject({ errors: [{ field: 'internalNote', code: 'unknown-field' }] });
  });

  test('an action that the iter has not', () => {
    expect(ask(request('inspected'), people.operator, 'explode')).toMatchObject({
      code: 'invalid',
      errors: [{ field: 'action', code: 'not-a-choice' }],
    });
  });
});

test('every fault is told at once, each at its field', () => {
  const data = { outcome: 'perhaps', whatWasDone: 'Fatto.', extra: 1 };
  const refusal = ask(request('verified'), people.supervisor, 'close', {
    data,
    version: undefined,
  });
  expect(refusal).toMatchObject({
    errors: [
      { field: 'version', code: 'required' },
      { field: 'extra', code: 'unknown-field' },
      { field: 'outcome', code: 'not-a-choice' },
      { field: 'whatWasDone', code: 'too-short' },
      { field: 'doneBy', code: 'required' },
      { field: 'citizenCan', code: 'required' },
    ],
  });
});

test('a new term lies not in the past, counted in Italy', () => {
  const move = (newTerm: string, at: string) =>
    ask(request('inspected'), people.supervisor, 'move-term', {
      data: { newTerm },
      at: new Date(at),
    });
  expect(move('2026-05-20', '2026-05-20T21:59:00Z')).toMatchObject({ moves: true });
  expect(move('2026-05-20', '2026-05-20T22:00:00Z')).toMatchObject({
    errors: [{ field: 'newTerm', code: 'date-in-past' }],
  });
});

test.each([
  ['past', '2026-05-19', undefined, 'date-in-past'],
  ['past', '2026-05-20', undefined, null],
  ['past', '2026-05-19', '2026-05-19T08:00:00Z', null],
  ['future', '2026-05-21', undefined, 'date-in-future'],
  ['future', '2026-05-20', undefined, null],
  ['future', '1998-05-20', undefined, 'date-too-far'],
])(
  'a day that is never in the %s: %s, of a step that happened %s',
  (never, day, happened, code) => {
    const command = { action: 'start', version: 7, data: { asked: day } };
    const late = happened ? { ...command, occurredAt: new Date(happened) } : command;
    const document = asking({ type: 'date', never });
    const circumstances = { performer: people.operator, settings, now: new Date('2026-05-20T10:00:00Z') }; // prettier-ignore
    const decided = decide(document, request('new', {}, document), late, circumstances);
    expect(decided).toMatchObject(code ? refused(code) : kept(day));
  },
);

test('a setting that the caller forgot is a broken promise, not a pass', () => {
  const command = { action: 'reopen-by-citizen', version: 7, note: 'x', data: {} };
  const circumstances = { performer: people.citizen, settings: {}, now };
  expect(() => decide(fault, request('closed'), command, circumstances)).toThrow(/reopenDays/);
});

test('whatever is sent as data, the answer is a decision or a refusal', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (data, outcome) => {
      const close = ask(request('verified'), people.supervisor, 'close', {
        data: { ...data, outcome },
      });
      expect(isRefusal(close)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a protocol number longer than its column is refused at its field, not by the database', () => {
  const data = { protocolNumber: '1'.repeat(41), protocolDate: '2026-05-19' };
  expect(ask(request('received'), people.operator, 'protocol', { data })).toMatchObject({
    errors: [{ field: 'protocolNumber', code: 'too-long', data: { max: 40 } }],
  });
});
