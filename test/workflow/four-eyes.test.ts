import { describe, expect, test } from '@jest/globals';
import type { Performer } from '../../src/workflow/domain/decision.js';
import { ask, mayDo, people, request } from './bench.js';
import { smallWorkflow } from './small-document.js';

/** Whoever prepared it may not end it. */
const document = smallWorkflow((draft) => {
  const text = { it: 'Testo' };
  draft.actions[0]!.guards = [{ kind: 'not-who-did', actions: ['prepare', 'prepare-again'] }];
  for (const code of ['prepare', 'prepare-again'])
    draft.actions.push({
      code,
      label: text,
      done: text,
      from: ['new'],
      to: '@same',
      by: ['operator'],
    });
});

const carla: Performer = { ...people.operator, accountId: 'carla' };
const bruno: Performer = { ...people.operator, accountId: 'bruno' };
const prepared = (...by: (string | null)[]) =>
  request('new', { done: by.map((accountId) => ({ action: 'prepare', accountId })) }, document);

describe('four eyes', () => {
  test('whoever did the first thing last may not do the second, anybody else may', () => {
    expect(ask(prepared('carla'), carla, 'start', { document })).toMatchObject({
      code: 'not-possible-now',
      reason: 'four-eyes',
    });
    expect(ask(prepared('carla'), bruno, 'start', { document })).toMatchObject({ to: 'end' });
    expect(mayDo(prepared('carla'), carla, document)).not.toContain('start');
    expect(mayDo(prepared('carla'), bruno, document)).toContain('start');
  });

  test('only the last time counts', () => {
    expect(ask(prepared('carla', 'bruno'), carla, 'start', { document })).toMatchObject({
      to: 'end',
    });
    expect(ask(prepared('carla', 'bruno'), bruno, 'start', { document })).toMatchObject({
      reason: 'four-eyes',
    });
  });

  test('any of the actions named counts, others do not', () => {
    const again = request(
      'new',
      {
        done: [
          { action: 'prepare', accountId: 'carla' },
          { action: 'prepare-again', accountId: 'bruno' },
          { action: 'note', accountId: 'carla' },
        ],
      },
      document,
    );
    expect(ask(again, carla, 'start', { document })).toMatchObject({ to: 'end' });
    expect(ask(again, bruno, 'start', { document })).toMatchObject({ reason: 'four-eyes' });
  });

  test('what was struck counts as far as the snapshot says that it was done', () => {
    const did = [{ action: 'prepare', accountId: 'carla' }];
    const struck = request('new', { did }, document);
    expect(ask(struck, carla, 'start', { document })).toMatchObject({ reason: 'four-eyes' });
    expect(ask(struck, bruno, 'start', { document })).toMatchObject({ to: 'end' });
  });

  test('where the last one was struck, neither who did that nor who did the last that stands', () => {
    const done = [{ action: 'prepare', accountId: 'bruno' }];
    const did = [...done, { action: 'prepare', accountId: 'carla' }];
    const both = request('new', { done, did }, document);
    expect(ask(both, carla, 'start', { document })).toMatchObject({ reason: 'four-eyes' });
    expect(ask(both, bruno, 'start', { document })).toMatchObject({ reason: 'four-eyes' });
  });

  test('nobody is held back by what nobody, or no account, has done', () => {
    expect(ask(prepared(), carla, 'start', { document })).toMatchObject({ to: 'end' });
    expect(ask(prepared(null), carla, 'start', { document })).toMatchObject({ to: 'end' });
  });
});
