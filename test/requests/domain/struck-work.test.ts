import { describe, expect, test } from '@jest/globals';
import { whoDidWhat } from '../../../src/requests/domain/struck-work.js';

/** `work by`, `move`, `correct 3`: the steps of a request, its filing first; `note by` moves nothing. */
function told(...lines: string[]): string[] {
  const struck = new Map<number, number>();
  const steps = ['file', ...lines].map((line, index) => {
    const [action = '', by = ''] = line.split(' ');
    const seq = index + 1;
    if (action === 'correct') struck.set(Number(by), seq);
    const moves = action === 'work' || action === 'move';
    const fromState = seq === 1 ? null : 'a';
    return { seq, action, by, fromState, toState: moves ? 'b' : 'a' };
  });
  return whoDidWhat(steps, struck).flatMap(({ action, by }) =>
    action === 'work' || action === 'note' ? [by] : [],
  );
}

describe('who did what, where steps were struck through', () => {
  test('nothing struck, everything is as it was done', () => {
    expect(told('work carla', 'note bruno', 'work anna')).toEqual(['carla', 'bruno', 'anna']);
  });

  test('struck where the request has gone on, the work is still whose it was, and the last', () => {
    expect(told('work bruno', 'work carla', 'move', 'correct 3')).toEqual(['bruno', 'carla']);
  });

  test('struck and taken back, it comes before what stands', () => {
    expect(told('work bruno', 'work carla', 'correct 3')).toEqual(['carla', 'bruno']);
    expect(told('work carla', 'correct 2', 'work bruno')).toEqual(['carla', 'bruno']);
  });

  test('taken back later, with what came after it', () => {
    expect(told('work bruno', 'work carla', 'move', 'correct 3', 'correct 4')).toEqual([
      'carla',
      'bruno',
    ]);
  });

  test('what moves nothing is taken back where nothing came after it', () => {
    expect(told('note bruno', 'note carla', 'correct 3')).toEqual(['carla', 'bruno']);
    expect(told('note bruno', 'note carla', 'move', 'correct 3')).toEqual(['bruno', 'carla']);
  });
});
