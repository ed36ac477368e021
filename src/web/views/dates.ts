import type { Language } from '../../shared/localized-text.js';
import { DECIMALS, isPercent, type Quantity, readNumber } from '../../shared/quantity.js';

/** Shows moments and civil dates to people: Europe/Rome, in the reader's language. Formatters are made once. */
const ZONE = 'Europe/Rome';
const LOCALES: Record<Language, string> = { it: 'it-IT', en: 'en-GB', de: 'de-DE', fr: 'fr-FR' };
const STYLES = {
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  dateTime: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  shortTime: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' }, // prettier-ignore
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof STYLES;

const formatters = new Map<string, Intl.DateTimeFormat>();
const numberFormatters = new Map<string, Intl.NumberFormat>();

/** A `Date`, an ISO instant, or a civil date `YYYY-MM-DD` (which no time zone moves); '' where there is none. */
export function showDate(value: unknown, language: Language, style: DateStyle): string {
  const moment = momentOf(value);
  if (moment === null) return '';
  const zone = isCivilDate(value) ? 'UTC' : ZONE;
  return formatter(language, style, zone).format(moment);
}

/** The last day of a term: one that ends at 24:00 ends on that day, not on the next one. One of hours ends at an hour, which is said too. */
export function showDueDay(dueAt: unknown, language: Language, style: DateStyle): string {
  const moment = momentOf(dueAt);
  if (moment === null) return '';
  return isMidnight(moment)
    ? showDate(new Date(moment.getTime() - 1), language, style)
    : showDate(moment, language, style === 'short' ? 'shortTime' : 'dateTime');
}

/** For `<time datetime>`: the civil date as it is, an instant in UTC. */
export function machineDate(value: unknown): string {
  if (isCivilDate(value)) return value;
  return momentOf(value)?.toISOString() ?? '';
}

export function showNumber(value: unknown, language: Language, digits?: number): string {
  if (typeof value !== 'number') return '';
  const key = `${language} ${digits}`;
  const known = numberFormatters.get(key);
  if (known) return known.format(value);
  const options =
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const made = new Intl.NumberFormat(LOCALES[language], options);
  numberFormatters.set(key, made);
  return made.format(value);
}

/** As `shared/quantity.ts` says that it is read: "12,5", "66,7%". */
export function showQuantity(quantity: Quantity, language: Language): string {
  const { unit } = quantity;
  return showNumber(readNumber(quantity), language, DECIMALS[unit]) + (isPercent(unit) ? '%' : '');
}

function isMidnight(moment: Date): boolean {
  return moment.getTime() % 60_000 === 0 && showDate(moment, 'it', 'time') === '00:00';
}

function isCivilDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function momentOf(value: unknown): Date | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function formatter(language: Language, style: DateStyle, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${style} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], { ...STYLES[style], timeZone: zone });
  formatters.set(key, made);
  return made;
}
