/**
 * What a partner types as an answer to a task, as `TaskDesk` takes it. A day and an hour are two fields, so that they can be typed in any
 * browser; they are read on the town's wall clock.
 */
import { z } from 'zod';
import type { TaskAction, TaskAnswer } from '../../requests/tasks/domain/answer.js';
import { readNumber } from '../../workflow/domain/field-value.js';
import type { FieldError } from '../../shared/refusal.js';
import { tidyText } from '../../shared/normalize.js';
import { civilDate, civilTime, optional, text, wholeNumber } from '../../web/fields.js';
import { parseForm, type TypedValues } from '../../web/forms.js';
import { answerWord } from './answer-words.js';
import { sendingFields } from './form-sending.js';

const sending = { ...sendingFields, version: wholeNumber(1, 1_000_000_000) };
const reference = { externalReference: optional(text(60)) };
const longText = text(4_000, { lines: true });
const performer = { operatorCode: optional(text(40)), operatorName: optional(text(120)) };

const FORMS = {
  accept: z.strictObject({ ...sending, ...reference, note: optional(longText) }),
  decline: z.strictObject({ ...sending, reason: text(1_000, { lines: true }) }),
  schedule: z.strictObject({
    ...sending,
    ...reference,
    plannedDay: civilDate(),
    plannedTime: wallTime(),
    note: optional(longText),
  }),
  complete: z.strictObject({
    ...sending,
    ...reference,
    ...performer,
    performedDay: civilDate(),
    performedTime: wallTime(),
    note: optional(longText),
  }),
  quote: z.strictObject({ ...sending, ...reference, amount: euros(), note: optional(longText) }),
  note: z.strictObject({ ...sending, ...reference, note: longText }),
  ask: z.strictObject({ ...sending, note: longText }),
} satisfies Record<ReturnType<typeof answerWord>, z.ZodType>;

/** Fields of the service that this form splits in two. */
const SPLIT: Readonly<Record<string, string>> = {
  plannedFor: 'plannedDay',
  performedAt: 'performedDay',
};

export type ReadAnswer =
  | {
      readonly ok: true;
      readonly answer: TaskAnswer;
      readonly key: string;
      readonly values: TypedValues;
    }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly values: TypedValues };

/** `kind`: of the task that is answered. */
export function readAnswer(action: TaskAction, kind: string, body: unknown): ReadAnswer {
  const form = parseForm(FORMS[answerWord(action, kind)], body);
  if (!form.ok) return form;
  const typed: Typed = form.value;
  const planned = moment('plannedTime', typed.plannedDay, typed.plannedTime);
  const performed = moment('performedTime', typed.performedDay, typed.performedTime);
  const errors = [planned, performed].filter(isFault);
  if (errors.length > 0) return { ok: false, errors, values: form.values };
  const { version, operatorCode, operatorName, externalReference, note, reason, amount } = typed;
  const given = {
    operatorCode,
    operatorName,
    externalReference,
    note,
    reason,
    amount,
    plannedFor: planned,
    performedAt: performed,
  };
  const answer = { action, version, ...defined(given) } as TaskAnswer; // undefined fields are left out
  return { ok: true, answer, key: typed.submissionId, values: form.values };
}

/** The service's errors at the fields that the page has. */
export function atPageFields(errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => ({ ...error, field: SPLIT[error.field] ?? error.field }));
}

interface Typed {
  readonly version: number;
  readonly submissionId: string;
  readonly operatorCode?: string | undefined;
  readonly operatorName?: string | undefined;
  readonly externalReference?: string | undefined;
  readonly plannedDay?: string | undefined;
  readonly plannedTime?: string | undefined;
  readonly performedDay?: string | undefined;
  readonly performedTime?: string | undefined;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
  readonly amount?: number | undefined;
}

/** An amount as Italians and as programs write it: `1.250,00`, `1250.5`. */
function euros() {
  return z.string().transform((typed, context) => {
    const read = readNumber(typed);
    if ('value' in read && typeof read.value === 'number') return read.value;
    const message = 'fault' in read ? read.fault.code : 'required';
    context.issues.push({ code: 'custom', message, input: context.value });
    return z.NEVER;
  });
}

/** `HH:mm`; also `9.30`, as Italians write it. */
function wallTime() {
  return z
    .string()
    .overwrite((typed) => tidyText(typed).replace(/^(\d{1,2})[.:](\d{2})$/, padded))
    .check((context) => {
      const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(context.value);
      if (isTime) return;
      const message = context.value === '' ? 'required' : 'time-not-valid';
      context.issues.push({ code: 'custom', message, input: context.value });
    });
}

function padded(_: string, hours: string, minutes: string): string {
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/** The hour that the spring change skips is at fault, though day and hour are right on their own. */
function moment(field: string, day?: string, time?: string): Date | FieldError | undefined {
  if (!day || !time) return undefined;
  const read = civilTime().safeParse(`${day}T${time}`);
  return read.success ? read.data : { field, code: 'date-time-not-valid' };
}

function isFault(read: Date | FieldError | undefined): read is FieldError {
  return read !== undefined && !(read instanceof Date);
}

function defined(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
