import Holidays from 'date-holidays';

const national = new Holidays('IT', { types: ['public'] });
const nationalOfYear = new Map<number, ReadonlySet<string>>();

/** The public holidays of Italy in a year, civil dates; Easter Monday is computed, each year is worked out once. */
export function nationalHolidays(year: number): ReadonlySet<string> {
  const known = nationalOfYear.get(year);
  if (known) return known;
  const dates = new Set(national.getHolidays(year).map((holiday) => holiday.date.slice(0, 10)));
  nationalOfYear.set(year, dates);
  return dates;
}
