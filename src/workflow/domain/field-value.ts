/**
 * One value, as somebody typed it, against the type of its field. Text is tidied; numbers and dates are accepted as text, because a form
 * has nothing else. Ids of people, offices, partners, categories and tickets stay text: whether they exist is the caller's to check.
 */
import { isCivilDate } from '../../calendar/domain/civil-time.js';
import { assertNever } from '../../shared/assert-never.js';
import { textLength, tidyText } from '../../shared/normalize.js';
import type { FieldDefinition } from './document.js';

export const LONGEST_TEXT = 4_000;
const LONGEST_REFERENCE = 60;

/** What is wrong, as a key under `errors.` in the language files. */
export interface Fault {
  readonly code: string;
  readonly data?: Record<string, string | number>;
}

/** `value` is null where nothing was given. */
export type ReadValue = { readonly value: unknown } | { readonly fault: Fault };

const NOTHING: ReadValue = { value: null };

/** The tidied value of one field, or what is wrong with it. Never throws, whatever was sent. */
export function readFieldValue(field: FieldDefinition, raw: unknown): ReadValue {
  switch (field.type) {
    case 'text':
      return readText(raw, LONGEST_TEXT);
    case 'person':
    case 'office':
    case 'partner':
    case 'category':
    case 'ticket':
      return readText(raw, LONGEST_REFERENCE);
    case 'number':
      return readNumber(raw);
    case 'date':
      return readDate(raw);
    case 'choice':
      return readChoice(field, raw);
    case 'checklist':
      return readChecklist(field, raw);
    case 'photo':
    case 'document':
      return readCount(raw);
    default:
      return assertNever(field.type);
  }
}

/** Tidied text of at most `longest` code points. */
export function readText(raw: unknown, longest: number): ReadValue {
  if (raw === undefined || raw === null) return NOTHING;
  if (typeof raw !== 'string') return { fault: { code: 'invalid' } };
  const text = tidyText(raw);
  if (text === '') return NOTHING;
  if (textLength(text) > longest) return { fault: { code: 'too-long', data: { max: longest } } };
  return { value: text };
}

/** From nought up: amounts, lengths, pieces. */
export function readNumber(raw: unknown): ReadValue {
  const read: ReadValue =
    typeof raw === 'number' ? { value: raw } : onText(raw, 'number-invalid', numberIn);
  if ('fault' in read || read.value === null) return read;
  if (!Number.isFinite(read.value)) return { fault: { code: 'number-invalid' } };
  return Number(read.value) < 0 ? { fault: { code: 'number-negative' } } : read;
}

/**
 * With a point or a comma before the decimals, as programs and as Italians write it; points for the thousands where they cannot be anything else
 * (`12.500,00`, `1.250.000`). Null for `12.500` and `12,500`, which to some are twelve and a half and to others twelve thousand.
 */
export function numberIn(text: string): number | null {
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d{1,2}$|^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(text))
    return Number(text.replaceAll('.', '').replace(',', '.'));
  const isPlain = /^[+-]?\d{1,12}([.,]\d{1,6})?$/.test(text);
  const isEither = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return isPlain && !isEither ? Number(text.replace(',', '.')) : null;
}

/** A civil date `YYYY-MM-DD` that the calendar has: 31 February is none. */
function readDate(raw: unknown): ReadValue {
  return onText(raw, 'date-not-valid', (text) => (isCivilDate(text) ? text : null));
}

function readChoice(field: FieldDefinition, raw: unknown): ReadValue {
  return onText(raw, 'not-a-choice', (text) => (isChoice(field, text) ? text : null));
}

function readChecklist(field: FieldDefinition, raw: unknown): ReadValue {
  if (raw === undefined || raw === null || raw === '') return NOTHING;
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  if (items.length === 0) return NOTHING;
  const known = items.filter((item) => typeof item === 'string' && isChoice(field, item));
  if (known.length < items.length) return { fault: { code: 'not-a-choice' } };
  return { value: [...new Set(known)] };
}

function readCount(raw: unknown): ReadValue {
  if (raw === undefined || raw === null || raw === 0) return NOTHING;
  const isCount = typeof raw === 'number' && Number.isInteger(raw) && raw > 0;
  return isCount ? { value: raw } : { fault: { code: 'invalid' } };
}

function isChoice(field: FieldDefinition, text: string): boolean {
  return (field.choices ?? []).some((choice) => choice.code === text);
}

function onText(raw: unknown, code: string, parse: (text: string) => unknown): ReadValue {
  const read = readText(raw, LONGEST_TEXT);
  if ('fault' in read) return { fault: { code } };
  if (read.value === null) return NOTHING;
  const value = parse(String(read.value));
  return value === null ? { fault: { code } } : { value };
}
