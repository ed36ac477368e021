import { describe, expect, test } from '@jest/globals';
import { askedUntil, fittingReasons, isAsked, type Closable } from '../../src/feedback/domain/question.js'; // prettier-ignore

const closed: Closable = {
  stateKind: 'closed',
  outcome: 'repaired',
  duplicateOfId: null,
  sourceSystem: null,
};

describe('the question after a closing', () => {
  test('is put for what was closed by the council, whatever the outcome', () => {
    for (const outcome of ['repaired', 'refused', 'not-ours', 'answered', null])
      expect(isAsked({ ...closed, outcome })).toBe(true);
  });

  test.each<[string, Partial<Closable>]>([
    ['is open', { stateKind: 'open' }],
    ['waits', { stateKind: 'waiting' }],
    ['was withdrawn', { outcome: 'withdrawn' }],
    ['repeats another one', { duplicateOfId: 'x' }],
    ['came from another system', { sourceSystem: 'old' }],
  ])('is not put for what %s', (_, change) => {
    expect(isAsked({ ...closed, ...change })).toBe(false);
  });

  test('may be answered until the end of the last civil day, also over a change of the clocks', () => {
    const closedAt = new Date('2026-10-20T22:30:00Z'); // 21 October in Rome
    expect(askedUntil(closedAt, 5)).toEqual(new Date('2026-10-26T23:00:00Z'));
    expect(askedUntil(closedAt, 1)).toEqual(new Date('2026-10-22T22:00:00Z'));
  });

  test('takes the reasons that go with the score: what was ticked for another score is left out', () => {
    expect(fittingReasons(2, ['quick', 'too-slow', 'other'])).toEqual(['too-slow', 'other']);
    expect(fittingReasons(3, ['well-solved'])).toEqual([]);
    expect(fittingReasons(4, ['quick', 'too-slow', 'other'])).toEqual(['quick', 'other']);
  });
});
