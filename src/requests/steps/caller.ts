import type { Viewer } from '../../access/viewer.js';
import { assertNever } from '../../shared/assert-never.js';

/** Whose idempotency keys these are: keys of different callers never meet. */
export function callerOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'nobody':
      return 'public';
    case 'citizen':
      return `ticket:${viewer.requestId}`;
    case 'partner':
      return `partner:${viewer.partnerId}`;
    case 'office':
      return `account:${viewer.accountId}`;
    default:
      return assertNever(viewer);
  }
}

/** Whom the audit list names: an account, or nobody for a ticket holder and a token without one. */
export function auditedBy(viewer: Viewer): string | null {
  return viewer.kind === 'office' || viewer.kind === 'partner' ? viewer.accountId : null;
}
