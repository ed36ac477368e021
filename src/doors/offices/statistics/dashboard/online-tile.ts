import { isCounted, type MonthDocument } from '../../../../statistics/domain/month-document.js';
import { measured, onlineIn } from '../../../../statistics/domain/targets.js';
import { casesBehind } from '../list-behind.js';
import type { Tile } from './dashboard-page.js';

/** The share that came on line, of the whole town in the last of the months; the first is a year before it. Pure. */
export function onlineTile(months: readonly MonthDocument[]): Tile {
  const share = (month: MonthDocument | undefined): number | null =>
    month && isCounted(month) ? measured('onlineShare', month).value : null;
  const last = months.at(-1);
  return {
    code: 'online',
    value: share(last),
    unit: 'share',
    answers: { now: 0, monthBefore: 0, yearBefore: 0 },
    monthBefore: share(months.at(-2)),
    yearBefore: share(months[0]),
    working: null,
    href: last ? casesBehind([], last).online : null,
    cases: last ? onlineIn(last) : 0,
  };
}
