import type { RhythmCell } from '../../../../statistics/domain/patterns.js';

/** Requests by weekday and hour as a table whose cells are darker where more came. */
export interface HeatGrid {
  readonly hours: readonly number[];
  readonly rows: readonly {
    readonly weekday: number;
    readonly total: number;
    /** `shade` from 0, nothing, to 4. */
    readonly cells: readonly { readonly hour: number; readonly received: number; readonly shade: number }[]; // prettier-ignore
  }[];
}

const DARKEST = 4;

/** Seven rows of twenty-four cells, Monday first. */
export function heatGrid(rhythm: readonly RhythmCell[]): HeatGrid {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const most = Math.max(...rhythm.map(({ received }) => received), 1);
  return {
    hours,
    rows: Array.from({ length: 7 }, (_, i) => {
      const day = rhythm.filter(({ weekday }) => weekday === i + 1);
      const cells = hours.map((hour) => {
        const received = day.find((one) => one.hour === hour)?.received ?? 0;
        return { hour, received, shade: Math.ceil((received / most) * DARKEST) };
      });
      return { weekday: i + 1, total: day.reduce((sum, one) => sum + one.received, 0), cells };
    }),
  };
}
