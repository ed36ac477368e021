import type { MonthFlow } from '../../statistics/month.service.js';

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Received and closed as bars, in the units of the SVG's view box. */
export interface FlowChart {
  readonly width: number;
  readonly height: number;
  readonly base: number;
  readonly barWidth: number;
  readonly lines: readonly { readonly y: number; readonly label: number }[];
  readonly months: readonly {
    readonly code: string;
    readonly labelX: number;
    readonly received: Bar;
    readonly closed: Bar;
  }[];
}

const [WIDTH, HEIGHT, LEFT, TOP, BASE] = [780, 260, 48, 12, 220];
const SHARE_OF_BAR = 0.36;

/** Where each bar stands; the scale ends at a round number at or above the highest bar. */
export function flowChart(flow: readonly MonthFlow[]): FlowChart {
  const top = roundUp(Math.max(...flow.flatMap(({ received, closed }) => [received, closed]), 4));
  const slot = (WIDTH - LEFT) / flow.length;
  const barWidth = slot * SHARE_OF_BAR;
  const level = (count: number): number => BASE - (count / top) * (BASE - TOP);
  const bar = (x: number, count: number): Bar => ({
    x: tenth(x),
    y: tenth(level(count)),
    height: tenth(BASE - level(count)),
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    base: BASE,
    barWidth: tenth(barWidth),
    lines: [0, top / 4, top / 2, (top * 3) / 4, top].map((label) => ({ y: tenth(level(label)), label })), // prettier-ignore
    months: flow.map(({ month, received, closed }, i) => ({
      code: month.code,
      labelX: tenth(LEFT + slot * (i + 0.5)),
      received: bar(LEFT + slot * (i + 0.5) - barWidth, received),
      closed: bar(LEFT + slot * (i + 0.5), closed),
    })),
  };
}

/** The next number that four lines divide evenly: 4, 8, 20, 40, 80, 200, … */
function roundUp(count: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [4, 8, 20]) if (step * power >= count) return step * power;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
