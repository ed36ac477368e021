import type { Slice } from '../../../../statistics/domain/period.js';
import { type Days, listsBehind } from '../list-behind.js';
import type { RhythmCell } from '../../../../statistics/domain/patterns.js';

/** Requests by weekday and hour as a table whose cells are darker where more came. */
export interface HeatGrid {
  readonly hours: readonly number[];
  readonly rows: readonly {
    readonly weekday: number;
    readonly total: number;
    readonly href: string | null;
    readonly cells: readonly HeatCell[];
  }[];
}

interface HeatCell {
  readonly hour: number;
  readonly received: number;
  /** From 0, nothing, to 4. */
  readonly shade: number;
  /** The list of what it counts; null where it counts nothing. */
  readonly href: string | null;
}

const DARKEST = 4;

/** Seven rows of twenty-four cells, Monday first; `days` are those in which they came, `slices` what they have in common. */
export function heatGrid(
  rhythm: readonly RhythmCell[],
  days: Days,
  slices: readonly Slice[] = [],
): HeatGrid {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const most = Math.max(...rhythm.map(({ received }) => received), 1);
  const behind = (received: number, when: readonly Slice[]) =>
    received === 0 ? null : listsBehind([...slices, ...when], days).received;
  return {
    hours,
    rows: Array.from({ length: 7 }, (_, i) => {
      const day = rhythm.filter(({ weekday }) => weekday === i + 1);
      const onDay: Slice = { dimension: 'weekday', code: String(i + 1) };
      const cells = hours.map((hour) => {
        const received = day.find((one) => one.hour === hour)?.received ?? 0;
        const atHour: Slice = { dimension: 'hour', code: String(hour).padStart(2, '0') };
        const shade = Math.ceil((received / most) * DARKEST);
        return { hour, received, shade, href: behind(received, [onDay, atHour]) };
      });
      const total = day.reduce((sum, one) => sum + one.received, 0);
      return { weekday: i + 1, total, href: behind(total, [onDay]), cells };
    }),
  };
}
