import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ring } from '../../src/territory/area.entity.js';
import { areaOf, insideRing, inTown } from '../../src/territory/domain/inside.js';

const square: Ring = [
  [10, 43],
  [11, 43],
  [11, 44],
  [10, 44],
];
/** A bay: the middle of the western side is cut out. */
const bay: Ring = [
  [10, 43],
  [11, 43],
  [11, 44],
  [10, 44],
  [10.8, 43.5],
];

describe('a point and a ring', () => {
  test('inside, outside, and in a bay of the ring', () => {
    expect(insideRing({ latitude: 43.5, longitude: 10.5 }, square)).toBe(true);
    expect(insideRing({ latitude: 43.5, longitude: 11.5 }, square)).toBe(false);
    expect(insideRing({ latitude: 0, longitude: 0 }, square)).toBe(false);
    expect(insideRing({ latitude: 43.5, longitude: 10.5 }, bay)).toBe(false);
    expect(insideRing({ latitude: 43.5, longitude: 10.9 }, bay)).toBe(true);
  });

  test('neither the direction of the ring nor where it starts matters', () => {
    const degrees = fc.double({ min: 9.5, max: 11.5, noNaN: true });
    fc.assert(
      fc.property(degrees, degrees, fc.nat(4), (longitude, shifted, start) => {
        const point = { longitude, latitude: shifted + 33 };
        const turned: Ring = [...bay.slice(start), ...bay.slice(0, start)].reverse();
        return insideRing(point, bay) === insideRing(point, turned);
      }),
    );
  });

  test('a ring of two corners encloses nothing', () => {
    expect(insideRing({ latitude: 43.5, longitude: 10.5 }, square.slice(0, 2))).toBe(false);
    expect(insideRing({ latitude: 43.5, longitude: 10.5 }, [])).toBe(false);
  });

  test('a town without a boundary refuses nobody', () => {
    expect(inTown({ latitude: 0, longitude: 0 }, null)).toBe(true);
    expect(inTown({ latitude: 0, longitude: 0 }, square)).toBe(false);
  });

  test('the area of a point is the first that encloses it; an area without a boundary never does', () => {
    const areas = [
      { code: 'unknown', boundary: null },
      { code: 'square', boundary: square },
    ];
    expect(areaOf({ latitude: 43.5, longitude: 10.5 }, areas)?.code).toBe('square');
    expect(areaOf({ latitude: 40, longitude: 10.5 }, areas)).toBeUndefined();
  });
});
