/**
 * What statistics keep of a closing that a reopening undoes. Pure. Over and open again never overlap, whatever instants were claimed: a
 * reopening does not come before the closing that it undoes, nor the next closing before that reopening; nor do the days on which they count.
 */
import type { RequestFacts } from '../request-facts.entity.js';
import type { RequestReopening } from '../request-reopening.entity.js';
import { countedOn, type Happened } from './counted-on.js';

/** The closing that stands in `facts` and now ends with `reopening`; null where the facts know of none. */
export function undoneClosing(
  facts: RequestFacts,
  { seq, ...reopening }: { readonly seq: number } & Happened,
): RequestReopening | null {
  const { requestId, closedAt, closedOn, closureWorkingSeconds, dueAt, outcome, isWithdrawn } = facts; // prettier-ignore
  const { suspendedSeconds, suspendedWorkingSeconds } = facts;
  if (!closedAt || !closedOn) return null;
  const reopenedAt = later(closedAt, reopening.occurredAt);
  return {
    requestId,
    seq,
    closedAt,
    closedOn,
    closureWorkingSeconds,
    suspendedSeconds,
    suspendedWorkingSeconds,
    dueAt,
    outcome,
    isWithdrawn,
    reopenedAt,
    reopenedOn: later(closedOn, countedOn({ ...reopening, occurredAt: reopenedAt })),
  };
}

/** The later of two instants or days; `other` may be missing. */
export function later<Moment extends Date | string>(
  moment: Moment,
  other: Moment | undefined,
): Moment {
  // prettier-ignore
  return other !== undefined && other > moment ? other : moment;
}
