/**
 * What statistics keep of a closing that a reopening undoes. Pure. Over and open again never overlap, whatever instants were claimed: a
 * reopening does not come before the closing that it undoes, nor the next closing before that reopening.
 */
import { civilDate } from '../../../calendar/domain/civil-time.js';
import type { RequestFacts } from '../request-facts.entity.js';
import type { RequestReopening } from '../request-reopening.entity.js';

/** The closing that stands in `facts` and now ends with `reopening`; null where the facts know of none. */
export function undoneClosing(
  facts: RequestFacts,
  { seq, occurredAt }: { readonly seq: number; readonly occurredAt: Date },
): RequestReopening | null {
  const { requestId, closedAt, closedOn, closureWorkingSeconds, dueAt, outcome, isWithdrawn } = facts; // prettier-ignore
  const { suspendedSeconds, suspendedWorkingSeconds } = facts;
  if (!closedAt || !closedOn) return null;
  const reopenedAt = later(closedAt, occurredAt);
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
    reopenedOn: civilDate(reopenedAt),
  };
}

/** The later of two instants; `other` may be missing. */
export function later(instant: Date, other: Date | undefined): Date {
  return other !== undefined && other > instant ? other : instant;
}
