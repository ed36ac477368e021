/** A stretch of a circle: hours of the day, days of the year. Its ends are texts of one form, which sort as they follow each other. */
import type { Span } from '../rule-conditions.js';

/** Whether the moment lies in the stretch; `isClosed` where its last moment belongs to it. */
export function inSpan({ from, to }: Span, moment: string, isClosed: boolean): boolean {
  const isBeforeEnd = isClosed ? moment <= to : moment < to;
  return from <= to ? from <= moment && isBeforeEnd : from <= moment || isBeforeEnd;
}

/** Whether the inner stretch lies in the outer one, over the turn of the circle too. */
export function spanCovers(outer: Span, inner: Span): boolean {
  if (outer.from <= outer.to)
    return inner.from <= inner.to && outer.from <= inner.from && inner.to <= outer.to;
  if (inner.from <= inner.to) return outer.from <= inner.from || inner.to <= outer.to;
  return outer.from <= inner.from && inner.to <= outer.to;
}
