import { daysOf, type Measure, type Spread } from '../domain/figures.js';
import { measuresOf, type Timing } from './timing-sql.js';

/** What `spreadsOf` of `timing-sql.ts` answers; `numeric` of PostgreSQL comes as text. */
export type MeasuredTimes = Readonly<Record<string, number | string | null>>;

/** The same in days, for each measure that has a case. */
export function spreadsIn(row: MeasuredTimes, timing: Timing): (readonly [Measure, Spread])[] {
  return measuresOf(timing).flatMap((measure) => {
    const days = (name: string): number => daysOf(Number(row[`${measure}${name}Ms`]));
    const cases = Number(row[`${measure}Cases`]);
    const spread = { cases, medianDays: days('Median'), p90Days: days('P90'), meanDays: days('Mean') }; // prettier-ignore
    return cases > 0 ? [[measure, spread] as const] : [];
  });
}
