/**
 * Points and rings on the map of one town: [longitude, latitude] in degrees, WGS 84, small enough to be called flat.
 * A point on a ring's edge may fall on either side: boundaries are drawn by hand.
 */
import type { Ring } from '../area.entity.js';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Whether the ring encloses the point (even-odd rule); a ring of fewer than three corners encloses nothing. */
export function insideRing({ latitude, longitude }: Point, ring: Readonly<Ring>): boolean {
  let isInside = false;
  let [fromX, fromY] = ring.at(-1) ?? [NaN, NaN];
  for (const [x, y] of ring) {
    const crosses = y > latitude !== fromY > latitude;
    if (crosses && longitude < ((fromX - x) * (latitude - y)) / (fromY - y) + x)
      isInside = !isInside;
    [fromX, fromY] = [x, y];
  }
  return isInside;
}

/** Whether the point lies in the town; a council that has drawn no boundary refuses nobody. */
export function inTown(point: Point, boundary: Readonly<Ring> | null): boolean {
  return boundary === null || insideRing(point, boundary);
}

/** The first area whose boundary encloses the point, or undefined. */
export function areaOf<A extends { readonly boundary: Ring | null }>(
  point: Point,
  areas: readonly A[],
): A | undefined {
  return areas.find((area) => area.boundary !== null && insideRing(point, area.boundary));
}
