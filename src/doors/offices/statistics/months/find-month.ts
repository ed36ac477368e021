import { type Month, readMonth } from '../../../../statistics/domain/month.js';
import type { BookedMonth, MonthBook } from '../../../../statistics/months/month-book.service.js';

export interface Asked {
  readonly month: string;
  /** Null: the latest. */
  readonly revision: number | null;
}

/** The month that an address names; null for what is no month, has not begun on `today`, or was never published in that revision. */
export async function findMonth(
  book: MonthBook,
  { month: code, revision }: Asked,
  today: string,
): Promise<{ month: Month; booked: BookedMonth } | null> {
  const month = readMonth(code, today);
  if (typeof month === 'string') return null;
  const booked = revision === null ? await book.month(month) : await book.revision(code, revision);
  return booked && { month, booked };
}
