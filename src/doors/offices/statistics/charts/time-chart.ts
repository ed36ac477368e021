/**
 * Bars or lines over months, as numbers for an SVG: drawn on the server, so that they are there without JavaScript and on paper. Series are told
 * apart by colour, hatching and mark, not by colour alone.
 */
export interface Series {
  /** Key of its name. */
  readonly name: string;
  readonly kind: 'bar' | 'line';
  /** One for each label; null where there is no case: a line is broken there. */
  readonly values: readonly (number | null)[];
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface TimeChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly base: number;
  readonly grid: readonly { readonly y: number; readonly value: number }[];
  readonly labels: readonly { readonly x: number; readonly text: string }[];
  readonly bars: readonly { readonly name: string; readonly order: number; readonly rects: readonly (Point & { readonly width: number; readonly height: number })[] }[]; // prettier-ignore
  readonly lines: readonly { readonly name: string; readonly order: number; readonly path: string; readonly points: readonly Point[] }[]; // prettier-ignore
}

const [WIDTH, HEIGHT, LEFT, TOP, BASE] = [720, 250, 46, 14, 212];
const SHARE_OF_SLOT = 0.74;
/** Four lines, so that none of them stands for half a request. */
const LEAST_TOP = 4;

/** The chart of series that share one scale, from nought to a round number at or above the highest. */
export function timeChart(labels: readonly string[], series: readonly Series[]): TimeChart {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const top = roundUp(Math.max(...values, LEAST_TOP));
  const slot = (WIDTH - LEFT) / Math.max(labels.length, 1);
  const level = (value: number): number => tenth(BASE - (value / top) * (BASE - TOP));
  const middle = (i: number): number => LEFT + slot * (i + 0.5);
  const bars = series.filter(({ kind }) => kind === 'bar');
  const wide = (slot * SHARE_OF_SLOT) / Math.max(bars.length, 1);
  return {
    ...{ width: WIDTH, height: HEIGHT, left: LEFT, base: BASE },
    grid: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ y: level(top * share), value: top * share })),
    labels: labels.map((text, i) => ({ x: tenth(middle(i)), text })),
    bars: bars.map(({ name, values: heights }, order) => ({
      name,
      order,
      rects: heights.map((value, i) => ({
        x: tenth(middle(i) + (order - bars.length / 2) * wide),
        y: level(value ?? 0),
        width: tenth(wide - 2),
        height: tenth(BASE - level(value ?? 0)),
        label: labels[i] ?? '',
      })),
    })),
    lines: series
      .filter(({ kind }) => kind === 'line')
      .map(({ name, values: heights }, order) => {
        const points = heights.map((value, i) =>
          value === null ? null : { x: tenth(middle(i)), y: level(value), label: labels[i] ?? '' },
        );
        return { name, order, path: pathOf(points), points: points.filter((one) => one !== null) };
      }),
  };
}

/** A point without a neighbour stays a dot. */
function pathOf(points: readonly (Point | null)[]): string {
  return points
    .map((point, i) => point && `${points[i - 1] ? 'L' : 'M'}${point.x} ${point.y}`)
    .filter((part) => part !== null)
    .join(' ');
}

/** The next number that four lines divide evenly. */
function roundUp(value: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 4, 8]) if (step * power >= value) return step * power;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
