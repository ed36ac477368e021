import { describe, expect, test } from '@jest/globals';
import { BY_INSTANT, decodeCursor, encodeCursor } from '../../src/shared/keyset.js';
import { newId } from '../../src/shared/ids.js';

const AT = '2026-11-21T08:00:00.000Z';

describe('a cursor', () => {
  test('comes back as it was given out', () => {
    const id = newId();
    expect(decodeCursor(encodeCursor([AT, id]), BY_INSTANT)).toEqual([AT, id]);
    expect(decodeCursor(encodeCursor([7]), ['number'])).toEqual([7]);
    expect(decodeCursor(encodeCursor(['anna']), ['text'])).toEqual(['anna']);
  });

  test.each([
    ['nothing', ''],
    ['no base64', 'zzz'],
    ['another shape', encodeCursor([AT])],
    ['words for an instant', encodeCursor(['x', newId()])],
    ['a number for an instant', encodeCursor([1, newId()])],
    ['an instant with a remark', encodeCursor(['2026-11-01 (x)', newId()])],
    ['a year that no database has', encodeCursor(['+275000-01-01T00:00:00.000Z', newId()])],
    ['no id', encodeCursor([AT, 'x'])],
  ])('of %s is not ours', (_what, cursor) => {
    expect(decodeCursor(cursor, BY_INSTANT)).toBeNull();
  });

  test.each([1.5, 2 ** 31, '7'])('with the number %p is not ours', (number) => {
    expect(decodeCursor(encodeCursor([number]), ['number'])).toBeNull();
  });

  test('with a NUL in its text is not ours', () => {
    expect(decodeCursor(encodeCursor(['an\0na']), ['text'])).toBeNull();
  });
});
