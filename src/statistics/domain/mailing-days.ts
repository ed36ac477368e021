import { addCivilDays } from '../../calendar/domain/civil-time.js';
import { monthOf } from './month.js';

/** Whether the month's page leaves on `today` (a civil date): from the first working day of the following month on. */
export function isPageDue(today: string, isWorkingDay: (date: string) => boolean): boolean {
  const { first, last } = monthOf(today);
  for (let day = first; day <= last; day = addCivilDays(day, 1))
    if (isWorkingDay(day)) return day <= today;
  return false;
}
