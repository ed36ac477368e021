/** Common fields of forms. Messages are codes under `errors.`; text is tidied before it is measured, in code points. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import { textLength, tidyText } from '../shared/normalize.js';

/** RELIABILITY rule 9: one address, nothing that a mail header or a list could be made of. */
const EMAIL = /^[^\s\p{Cc},<>"'@]{1,64}@[^\s\p{Cc},<>"'@]+\.[^\s\p{Cc},<>"'@]{2,}$/u;
const PHONE = /^\+?\d{6,15}$/;

/** Compulsory text of at most `max` characters. One line, unless `lines`: line breaks become blanks. */
export function text(max: number, options: { lines?: boolean; min?: number } = {}) {
  const least = options.min ?? 1;
  return z
    .string()
    .overwrite((typed) => (options.lines ? tidyText(typed) : oneLine(typed)))
    .check((context) => {
      const length = textLength(context.value);
      if (length === 0 && least > 0) refuse(context, 'required');
      else if (length < least) refuse(context, 'too-short', { min: least, length });
      else if (length > max) refuse(context, 'too-long', { max, length });
    })
    .meta({ minLength: least, maxLength: max });
}

/** Not filled in, or only blanks: undefined. */
export function optional<S extends z.ZodType>(field: S) {
  return z.preprocess(
    (typed) => (typeof typed === 'string' && typed.trim() === '' ? undefined : typed),
    field.optional(),
  );
}

/** One e-mail address, at most 254 characters, domain in lower case. */
export function email() {
  return z
    .string()
    .overwrite((typed) => lowerDomain(tidyText(typed)))
    .check((context) => {
      if (context.value === '') refuse(context, 'required');
      else if (context.value.length > 254)
        refuse(context, 'too-long', { max: 254, length: context.value.length });
      else if (!EMAIL.test(context.value)) refuse(context, 'email-not-valid');
    })
    .meta({ format: 'email', maxLength: 254 });
}

/** Digits with an optional leading `+`; blanks, dots, hyphens, slashes and brackets that people write are taken out. */
export function phone() {
  return z
    .string()
    .overwrite((typed) => tidyText(typed).replace(/[\s.\-/()]/g, ''))
    .check((context) => {
      if (context.value === '') refuse(context, 'required');
      else if (context.value.length > 20 || !PHONE.test(context.value))
        refuse(context, 'phone-not-valid');
    });
}

/** A day of the calendar, `YYYY-MM-DD` as `<input type="date">` sends it, or `DD/MM/YYYY` as a person writes it; from the year 1000 on. 31 February is none. */
export function civilDate() {
  return z
    .string()
    .overwrite((typed) => isoOrder(tidyText(typed)))
    .check((context) => {
      if (context.value === '') refuse(context, 'required');
      else if (!isDay(context.value)) refuse(context, 'date-not-valid');
    });
}

/** Date and time on the wall of Europe/Rome, `YYYY-MM-DDTHH:mm`; gives the instant. An hour that the spring change skips is refused. */
export function civilTime() {
  return z.string().transform((typed, context) => {
    const wall = tidyText(typed);
    if (wall === '') return refusal(context, 'required');
    const moment = DateTime.fromFormat(wall, "yyyy-MM-dd'T'HH:mm", { zone: 'Europe/Rome' });
    const isReal = moment.isValid && moment.toFormat("yyyy-MM-dd'T'HH:mm") === wall;
    return isReal ? moment.toJSDate() : refusal(context, 'date-time-not-valid');
  });
}

/** Degrees, WGS 84, with dot or comma. */
export function latitude() {
  return degrees(90);
}

export function longitude() {
  return degrees(180);
}

/** A whole number. */
export function wholeNumber(min: number, max: number) {
  return z.string().transform((typed, context) => {
    const digits = tidyText(typed);
    if (digits === '') return refusal(context, 'required');
    const value = Number(digits);
    if (!/^-?\d{1,15}$/.test(digits)) return refusal(context, 'number-not-valid');
    if (value < min) return refusal(context, 'too-small', { min });
    return value > max ? refusal(context, 'too-big', { max }) : value;
  });
}

/** One of a fixed list. */
export function choice<const T extends readonly [string, ...string[]]>(choices: T) {
  return z.enum(choices);
}

/** Any number of a fixed list: one ticked box arrives as a text, several as a list, none not at all. */
export function choices<const T extends readonly [string, ...string[]]>(list: T) {
  return z.preprocess(
    (typed) => (typed === undefined ? [] : [typed].flat()),
    z.array(z.enum(list)).max(list.length),
  );
}

/** A box that must be ticked; `code` is the error's. */
export function checked(code = 'required') {
  return z.preprocess(
    (typed) => typed === 'on' || typed === 'true' || typed === '1',
    z.literal(true, code),
  );
}

/** A box that may be ticked. */
export function flag() {
  return z.preprocess((typed) => typed === 'on' || typed === 'true' || typed === '1', z.boolean());
}

function degrees(limit: number) {
  return z.string().transform((typed, context) => {
    const digits = tidyText(typed).replace(',', '.');
    if (digits === '') return refusal(context, 'required');
    const value = /^-?\d{1,3}(\.\d{1,20})?$/.test(digits) ? Number(digits) : Number.NaN;
    return Math.abs(value) <= limit ? value : refusal(context, 'coordinates-not-valid');
  });
}

type Params = Record<string, string | number>;

function refuse(
  context: { value: string; issues: unknown[] },
  code: string,
  params: Params = {},
): void {
  context.issues.push({ code: 'custom', message: code, input: context.value, params });
}

function refusal(
  context: { issues: unknown[]; value: unknown },
  code: string,
  params: Params = {},
): never {
  context.issues.push({ code: 'custom', message: code, input: context.value, params });
  return z.NEVER;
}

function oneLine(typed: string): string {
  return tidyText(typed).replace(/[\n\t]+/g, ' ');
}

function lowerDomain(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}

function isoOrder(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(typed) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed;
}

function isDay(value: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'UTC' }).isValid;
}
