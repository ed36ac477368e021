import { Refusal } from '../../../shared/refusal.js';

/** When the step happened: now where nothing is said; refused in the future, and before the request was filed. */
export function checkOccurrence(
  claimed: Date | undefined,
  { filedAt, now }: { readonly filedAt: Date; readonly now: Date },
): Date | Refusal {
  if (!claimed) return now;
  if (claimed > now) return Refusal.fields([{ field: 'occurredAt', code: 'occurred-in-future' }]);
  if (claimed < filedAt)
    return Refusal.fields([{ field: 'occurredAt', code: 'occurred-before-filing' }]);
  return claimed;
}
