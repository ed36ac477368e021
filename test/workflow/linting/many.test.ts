import { expect, test } from '@jest/globals';
import { readDocument } from '../../../src/workflow/domain/document/read.js';
import { readText } from '../../../src/workflow/domain/document/written.js';
import { lint } from '../../../src/workflow/domain/lint.js';
import { arrowsOf, type Neighbours, onwardAlong, reachable } from '../../../src/workflow/domain/lint/graph.js'; // prettier-ignore
import { small, smallWorkflow } from '../small-document.js';

const text = { it: 'Testo' };

/** Every state leads to every other one. */
const meshed = (states: number, actions: number) =>
  smallWorkflow((document) => {
    document.actions[0]!.from = ['@working'];
    const more = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);
    document.states.push(...more(states).map((code) => ({ code, label: text, kind: 'open' as const, next: text }))); // prettier-ignore
    for (const code of more(actions)) document.actions.push({ code: `to-${code}`, label: text, done: text, from: ['@working'], to: code, by: ['operator'] }); // prettier-ignore
  });

test('of an iter in which every state leads to every other one each way is looked at once', () => {
  const document = meshed(40, 40);
  const next = onwardAlong(arrowsOf(document));
  let visited = 0;
  const counting: Neighbours = {
    ...next,
    get: (code: string) => {
      const ends = next.get(code);
      visited += ends?.size ?? 0;
      return ends;
    },
  };
  expect(reachable(['new'], counting).size).toBe(43);
  expect(visited).toBe([...next.values()].reduce((sum, { size }) => sum + size, 0));
  expect(lint(document)).toEqual([]);
});

test('the arrows of a document are drawn once, whoever asks', () => {
  const document = meshed(2, 2);
  expect(arrowsOf(document)).toBe(arrowsOf(document));
});

test('of very many faults the first are told, and how many there are beside', () => {
  const strange = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, 1]));
  const read = readDocument({ ...small(), ...strange });
  const faults = 'faults' in read ? read.faults : [];
  expect(faults).toHaveLength(51);
  expect(faults.at(-1)).toEqual({
    code: 'workflow-more-faults',
    place: '',
    data: { count: '19950' },
  });
});

test('a key that a text says twice is told at its line', () => {
  const { unreadable } = readText('code: a\nlabel:\n  it: uno\n  en: one\n  it: due\ncode: b\n');
  expect(unreadable.map(({ code, line }) => [code, line]).sort()).toEqual([
    ['workflow-yaml', 5],
    ['workflow-yaml', 6],
  ]);
});
