/**
 * What a browser sent, checked once. An error names its field and a code under `errors.` in the language files; whatever was wrong, the
 * typed text comes back, so that the form can be shown again as it was.
 */
import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';
import type { FieldError, Refusal } from '../shared/refusal.js';
import { statusOf } from './answer.js';

/** A form's body: text, or several texts of one name. */
export type FormBody = Readonly<Record<string, string | readonly string[]>>;
export type TypedValues = Record<string, string | readonly string[]>;

export type ParsedForm<T> =
  | { readonly ok: true; readonly value: T; readonly values: TypedValues }
  | { readonly ok: false; readonly errors: FieldError[]; readonly values: TypedValues };

const FRAME_FIELDS = new Set(['_csrf']);
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Promises a checked value, or each field's error with what was typed. Refuses unknown fields where the schema is strict. */
export function parseForm<S extends z.ZodType>(schema: S, body: unknown): ParsedForm<z.output<S>> {
  const values = typedValues(body);
  const parsed = schema.safeParse(values, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data, values };
  return { ok: false, errors: fieldErrors(parsed.error), values };
}

/** The same for a JSON body, whose values have their types already. */
export function parseJson<S extends z.ZodType>(
  schema: S,
  body: unknown,
):
  | { readonly ok: true; readonly value: z.output<S> }
  | { readonly ok: false; readonly errors: FieldError[] } {
  const parsed = schema.safeParse(body, { reportInput: true });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, errors: fieldErrors(parsed.error) };
}

/** A body that is not what the contract says: 400 with its fields. */
export class BadBody extends BadRequestException {
  constructor(errors: readonly FieldError[]) {
    super({ code: 'bad-request', errors });
  }
}

/** The texts of a body, without the frame's own fields; anything that is no text is left out. */
export function typedValues(body: unknown): TypedValues {
  if (typeof body !== 'object' || body === null) return {};
  const kept = Object.entries(body).filter(
    (entry): entry is [string, string | string[]] =>
      !FRAME_FIELDS.has(entry[0]) && isText(entry[1]),
  );
  return Object.fromEntries(kept);
}

/** One error per field, the first: a person mends one thing at a time. For JSON bodies too. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const found = new Map<string, FieldError>();
  for (const issue of error.issues)
    for (const fault of describe(issue)) if (!found.has(fault.field)) found.set(fault.field, fault);
  return [...found.values()];
}

/** What a form's page needs to be shown again after a refusal of the service. */
export function refusedForm(
  refusal: Refusal,
  values: TypedValues,
): { status: number; values: TypedValues; errors: readonly FieldError[]; refusal: Refusal | null } {
  return {
    status: statusOf(refusal),
    values,
    errors: refusal.errors,
    refusal: refusal.errors.length > 0 ? null : refusal,
  };
}

function describe(issue: z.core.$ZodIssue): FieldError[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      code: 'unknown-field',
    }));
  const data = blanks(issue);
  const code = CODE.test(issue.message) ? issue.message : defaultCode(issue);
  return [{ field, code, ...(data && { data }) }];
}

function defaultCode(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? 'required' : 'invalid';
    case 'too_big':
      return issue.origin === 'string' ? 'too-long' : 'too-big';
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? 'required' : 'too-short';
      return 'too-small';
    case 'invalid_value':
    case 'invalid_union':
      return issue.input === undefined || issue.input === '' ? 'required' : 'not-a-choice';
    default:
      return 'invalid';
  }
}

function blanks(issue: z.core.$ZodIssue): Record<string, string | number> | undefined {
  if (issue.code === 'too_big') return { max: Number(issue.maximum) };
  if (issue.code === 'too_small') return { min: Number(issue.minimum) };
  if (issue.code !== 'custom' || !issue.params) return undefined;
  const plain = Object.entries(issue.params).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return plain.length > 0 ? Object.fromEntries(plain) : undefined;
}

function isText(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    (Array.isArray(value) && value.every((part) => typeof part === 'string'))
  );
}
