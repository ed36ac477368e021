import { isCivilDate } from '../../calendar/domain/civil-time.js';

/** Civil dates of Europe/Rome, both within. */
export interface CivilRange {
  readonly from: string;
  readonly to: string;
}

export interface RangeFault {
  readonly field: 'from' | 'to';
  readonly code: 'date-not-valid' | 'range-order';
}

/** The days from `from` to `to`; a missing end is open. Refuses what is no calendar date (31 February too) and an end before its start. */
export function readRange(
  from: string | undefined,
  to: string | undefined,
): CivilRange | RangeFault {
  if (from && !isCivilDate(from)) return { field: 'from', code: 'date-not-valid' };
  if (to && !isCivilDate(to)) return { field: 'to', code: 'date-not-valid' };
  const range = { from: from || '1000-01-01', to: to || '9999-12-31' };
  return range.to < range.from ? { field: 'to', code: 'range-order' } : range;
}
