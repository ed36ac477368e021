import { daysOf, type Spread } from '../domain/figures.js';

/** What `SPREAD` of `month-sql.ts` answers. */
export interface MeasuredTimes {
  readonly cases: number;
  readonly medianMs: number;
  readonly p90Ms: number;
  /** `numeric` on PostgreSQL, which comes as text. */
  readonly meanMs: number | string;
}

/** The same in days. */
export function spreadOf({ cases, medianMs, p90Ms, meanMs }: MeasuredTimes): Spread {
  return {
    cases,
    medianDays: daysOf(medianMs),
    p90Days: daysOf(p90Ms),
    meanDays: daysOf(Number(meanMs)),
  };
}
