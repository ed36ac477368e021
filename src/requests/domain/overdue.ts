/**
 * When a request is late. While the legal clock stands still nothing becomes late; what was late before stays so. Pure, with the same
 * condition for lists.
 */
import type { ServiceRequest } from '../service-request.entity.js';

type Termed = Pick<ServiceRequest, 'stateKind' | 'dueAt' | 'suspendedSince' | 'suspendedUntil'>;

export function isOverdue(request: Termed, now: Date): boolean {
  return request.stateKind !== 'closed' && request.dueAt < clockNow(request, now);
}

/** What the legal clock shows: while it stands still, the moment at which it stopped. */
export function clockNow(
  { suspendedSince, suspendedUntil }: Pick<Termed, 'suspendedSince' | 'suspendedUntil'>,
  now: Date,
): Date {
  return suspendedSince && !suspendedUntil ? suspendedSince : now;
}

/** The legal clock stands still. */
export function isSuspended({
  stateKind,
  suspendedSince,
  suspendedUntil,
}: Omit<Termed, 'dueAt'>): boolean {
  return stateKind !== 'closed' && suspendedSince !== null && suspendedUntil === null;
}

/** What `isOverdue` says, on `service_requests r` with `:now`. */
export const OVERDUE_SQL = `r.state_kind <> 'closed' AND r.due_at < :now
  AND (r.suspended_since IS NULL OR r.suspended_until IS NOT NULL OR r.due_at < r.suspended_since)`;
