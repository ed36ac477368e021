/**
 * The term of a category: within how long its requests must end, counted from their arrival. Written as a span, like the deadlines of iters.
 *
 * - Calendar days: at most 180, the longest that a civil authority's procedure may take (L. 241/1990 art. 2 c. 4); 30 where nothing else is
 *   set (c. 2).
 * - Working days: at most 110. Whichever day they begin on, with all holidays of Italy, the patron saint's and a week of closures they end
 *   within those 180 days.
 * - Hours: at most 240, which are ten days: they are for what is urgent, and what may take longer is counted in days.
 */
import { z } from 'zod';
import { type Span, SPAN_UNITS, type SpanUnit, unitsGiven } from '../../shared/span.js';

export const TERM_LIMITS: Readonly<Record<SpanUnit, number>> = {
  days: 180,
  workingDays: 110,
  hours: 240,
};

export const DEFAULT_TERM: Span = { days: 30 };

const limited = (unit: SpanUnit) => z.int().min(1).max(TERM_LIMITS[unit]).optional();

/** As the town's file writes it: `{ workingDays: 5 }`. */
export const term = z
  .strictObject({
    days: limited('days'),
    workingDays: limited('workingDays'),
    hours: limited('hours'),
  })
  .refine((one) => unitsGiven(one) === 1, {
    message: `exactly one of ${SPAN_UNITS.join(', ')}`,
  });
