/**
 * A form for whatever action the iter offers a citizen, made from the action's own definition. Pure. The names of its inputs begin with
 * `data.`, but for files: those come under `photos` and `documents`, whatever the iter calls them.
 */
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import type { FieldError } from '../../../shared/refusal.js';
import { dataField } from '../../../requests/steps/domain/data-fields.js';
import type { TypedValues } from '../../../web/forms.js';
import type { ActionDefinition, FieldDefinition } from '../../../workflow/domain/document.js';

const DATA = 'data.';

/** What the engine takes as text from a form; the rest comes as files. */
const CONTROLS = {
  text: 'textarea',
  number: 'number',
  date: 'date',
  choice: 'choice',
  checklist: 'checklist',
  photo: 'photo',
  document: 'document',
  ticket: 'text',
  // A citizen is never asked for one of these; a document that does so gets the code itself typed in.
  person: 'text',
  office: 'text',
  partner: 'text',
  category: 'text',
} as const satisfies Record<FieldDefinition['type'], string>;

export function actionPath(ticketNumber: string, action: string): string {
  return `/servizi/segnalazioni/${ticketNumber}/azioni/${action}`;
}

/** Whether the action ends the request or opens it again: it is asked twice. */
export function isTurning(action: ActionDefinition): boolean {
  return action.effects.some(({ kind }) => kind === 'outcome' || kind === 'set-outcome');
}

export function actionFormModel(action: ActionDefinition, language: Language) {
  return {
    code: action.code,
    label: inLanguage(action.label, language),
    hasNote: action.note !== 'none',
    noteRequired: action.note === 'required',
    mustConfirm: isTurning(action),
    fields: action.fields.map((field) => fieldModel(field, language)),
    takesFiles: action.fields.some(isFile),
  };
}

/** Errors of the engine, at the inputs of this form. */
export function atInputs(errors: readonly FieldError[], action: ActionDefinition): FieldError[] {
  return errors.map((error) => {
    const field = action.fields.find((one) => dataField(one) === error.field);
    return field ? { ...error, field: inputName(field) } : error;
  });
}

/** What was typed, by the names of the iter's fields. */
export function dataOf(values: TypedValues): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(DATA) ? [[name.slice(DATA.length), value]] : [],
    ),
  );
}

/** Their own words among what was typed. */
export function wordsOf(values: TypedValues): string {
  const texts = Object.entries(values).filter(([name]) => name === 'note' || name.startsWith(DATA));
  return texts
    .flatMap(([, value]) => value)
    .join('\n')
    .trim();
}

function inputName({ type, code }: FieldDefinition): string {
  if (type === 'photo') return 'photos';
  return type === 'document' ? 'documents' : `${DATA}${code}`;
}

function fieldModel(field: FieldDefinition, language: Language) {
  const control = CONTROLS[field.type];
  return {
    name: inputName(field),
    label: inLanguage(field.label, language),
    hint: field.hint ? inLanguage(field.hint, language) : null,
    required: field.required,
    choices: (field.choices ?? []).map(({ code, label }) => ({ value: code, label })),
    isTextarea: control === 'textarea',
    isNumber: control === 'number',
    isDate: control === 'date',
    isChoice: control === 'choice',
    isChecklist: control === 'checklist',
    isPhoto: control === 'photo',
    isDocument: control === 'document',
    isLine: control === 'text',
  };
}

function isFile({ type }: FieldDefinition): boolean {
  return type === 'photo' || type === 'document';
}
