import { Refusal } from '../../../shared/refusal.js';
import { afterFiling } from '../../domain/after-filing.js';

/** When the step happened: now where nothing is said; refused in the future, and before the request was filed. */
export function checkOccurrence(
  claimed: Date | undefined,
  { filedAt, now }: { readonly filedAt: Date; readonly now: Date },
): Date | Refusal {
  if (!claimed) return now;
  if (claimed > now) return Refusal.fields([{ field: 'occurredAt', code: 'occurred-in-future' }]);
  const moment = afterFiling(claimed, filedAt);
  if (moment < filedAt)
    return Refusal.fields([{ field: 'occurredAt', code: 'occurred-before-filing' }]);
  return moment;
}
