/** An action of the iter as a form: its fields, its note, and what was typed as a step's command. Pure. */
import { z } from 'zod';
import type { StoredFile } from '../../../requests/attachments/stored-file.js';
import { dataField } from '../../../requests/steps/domain/data-fields.js';
import type { StepCommand } from '../../../requests/steps/step-command.js';
import type { FieldError } from '../../../shared/refusal.js';
import { optional, text, wholeNumber } from '../../../web/fields.js';
import { parseForm, type ParsedForm } from '../../../web/forms.js';
import type { ActionDefinition, FieldDefinition } from '../../../workflow/domain/document.js';
import { sendingFields } from '../../shared/form-sending.js';

const ANY_LENGTH = 60_000; // the engine knows each field's own limit
const PREFIX = 'data.';

export interface SentAction {
  readonly key: string;
  readonly command: StepCommand;
}

export function fieldModels({ fields }: ActionDefinition) {
  return fields.map((field) => ({
    name: nameOf(field),
    label: field.label,
    hint: field.hint ?? null,
    isRequired: field.required,
    widget: widgetOf(field),
    options: (field.choices ?? []).map(({ code, label }) => ({ value: code, label })),
  }));
}

/** The command but for its files. Text is enough: the engine reads dates and numbers out of it. */
export function readAction(action: ActionDefinition, body: unknown): ParsedForm<SentAction> {
  const typed = action.fields.filter((field) => !isFile(field));
  const values = Object.fromEntries(typed.map((field) => [PREFIX + field.code, valueOf(field)]));
  const note = optional(text(ANY_LENGTH, { lines: true }));
  const version = wholeNumber(1, 1_000_000_000);
  const parsed = parseForm(z.strictObject({ ...sendingFields, ...values, version, note }), body);
  if (!parsed.ok) return parsed;
  const all = parsed.value as Record<string, unknown> & typeof parsed.value; // the computed keys lose their names
  const data = typed.map(({ code }) => [code, all[PREFIX + code]] as const);
  const command: StepCommand = {
    action: action.code,
    version: all.version,
    data: Object.fromEntries(data.filter(([, value]) => value !== undefined)),
    files: [],
    ...(all.note === undefined ? {} : { note: all.note }),
  };
  return { ...parsed, value: { key: all.submissionId, command } };
}

export function withFiles({ command, key }: SentAction, files: readonly StoredFile[]): SentAction {
  return { key, command: { ...command, files } };
}

/** The page has one field for all photos. */
export function atActionFields(
  action: ActionDefinition,
  errors: readonly FieldError[],
): FieldError[] {
  return errors.map((error) => {
    const field = action.fields.find((one) => dataField(one) === error.field);
    return field ? { ...error, field: nameOf(field) } : error;
  });
}

function valueOf(field: FieldDefinition) {
  if (field.type === 'checklist')
    return z.preprocess(
      (typed) => (typed === undefined ? [] : [typed].flat()),
      z.array(z.string().max(60)).max(100),
    );
  return optional(text(ANY_LENGTH, { lines: field.type === 'text' }));
}

function widgetOf({ type }: FieldDefinition): string {
  if (type === 'text') return 'textarea';
  if (
    type === 'photo' ||
    type === 'document' ||
    type === 'date' ||
    type === 'choice' ||
    type === 'checklist'
  )
    return type;
  return type === 'number' ? 'number' : 'line';
}

function nameOf(field: FieldDefinition): string {
  return isFile(field) ? `${field.type}s` : PREFIX + field.code;
}

function isFile({ type }: FieldDefinition): boolean {
  return type === 'photo' || type === 'document';
}
