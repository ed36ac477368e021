/** The legal term of a request: when it is due, and what it is counted in. Pure. */
import { deadlineAfter, type DeadlineDays } from '../../calendar/domain/deadline.js';
import type { RunningTerm } from '../../calendar/domain/resumed.js';
import { type Span, unitOf } from '../../shared/span.js';

/** The term of a category for a request that arrives, or begins anew, at an instant. Throws RangeError for a span that says nothing. */
export function termFrom(from: Date, term: Span, days: DeadlineDays): RunningTerm {
  const termUnit = unitOf(term);
  if (!termUnit) throw new RangeError('a term without a unit');
  return { dueAt: deadlineAfter(from, term, days), termUnit };
}

/**
 * The term after a request was given another category. It stays what was promised; but an urgent category, whose term is counted in hours,
 * makes the request urgent: it is due within those hours from now, where it was not due sooner.
 */
export function termUnder(category: RunningTerm, promised: RunningTerm): Partial<RunningTerm> {
  const isUrgent = category.termUnit === 'hours';
  return isUrgent && category.dueAt < promised.dueAt ? category : {};
}
