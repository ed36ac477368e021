/** Lanes beside the boxes: all ways into one state share one, short ones run next to the boxes, and two never overlap. */
import type { Link } from './links.js';

export interface Lane {
  readonly to: string;
  readonly isUp: boolean;
  readonly links: readonly Link[];
  /** Pixels from the side of the boxes. */
  readonly offset: number;
}

const FIRST = 20;
const STEP = 11;
const OUTSIDE = 8;

/** One lane per state that is led to. `order`: codes of the states from top to bottom. */
export function lanesOf(links: readonly Link[], order: readonly string[]): Lane[] {
  const spans = [...new Set(links.map(({ to }) => to))]
    .map((to) => spanOf(to, links, order))
    .sort((a, b) => a.last - a.first - (b.last - b.first) || a.first - b.first);
  const taken: { readonly first: number; readonly last: number }[][] = [];
  return spans.map((span) => {
    const isFree = (places: (typeof taken)[number]) =>
      places.every(({ first, last }) => last < span.first || first > span.last);
    const found = taken.findIndex(isFree);
    const at = found >= 0 ? found : taken.push([]) - 1;
    taken[at]?.push(span);
    return { to: span.to, isUp: span.isUp, links: span.links, offset: FIRST + at * STEP };
  });
}

/** How much room the lanes need beside the boxes. */
export function laneWidth(lanes: readonly Lane[]): number {
  return lanes.length === 0 ? OUTSIDE : Math.max(...lanes.map(({ offset }) => offset)) + OUTSIDE;
}

function spanOf(to: string, links: readonly Link[], order: readonly string[]) {
  const into = links.filter((link) => link.to === to);
  const places = [to, ...into.map(({ from }) => from)].map((code) => order.indexOf(code));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  return { to, first, last, links: into, isUp: order.indexOf(to) === first };
}
