/** An action as a form, and back: what a council changes. What the form does not show (hints, templates, conditions of fields, triggers) stays. Pure. */
import type { TypedValues } from '../../../../web/forms.js';
import type { ActionDefinition } from '../../../../workflow/domain/document.js';
import { many, one, texts, typedTexts } from '../../forms/typed.js';
import { fieldsOf, typedFields } from './asked-form.js';
import { rulesOf, typedRules } from './rule-form.js';
import { asWritten } from '../../forms/written-before.js';

export function typedAction(action: ActionDefinition): TypedValues {
  return {
    ...typedTexts('label', action.label),
    ...typedTexts('done', action.done),
    from: action.from,
    to: action.to,
    by: action.by,
    visibility: action.visibility,
    note: action.note,
    ...typedRules('guards', action.guards),
    ...typedRules('effects', action.effects),
    ...typedFields(action.fields),
  };
}

/** Not yet checked: the document's own schema does that. */
export function actionOf(
  code: string,
  values: TypedValues,
  before: ActionDefinition | null,
): object {
  const { guards, effects, fields } = listsOf(values, before);
  return {
    ...(before ?? {}),
    code,
    label: asWritten(texts(values, 'label', before?.label), before?.label),
    done: asWritten(texts(values, 'done', before?.done), before?.done),
    from: asWritten(many(values, 'from'), before?.from),
    to: one(values, 'to'),
    by: asWritten(many(values, 'by'), before?.by),
    visibility: one(values, 'visibility'),
    note: one(values, 'note'),
    fields: fields.map(({ made }) => made),
    guards: guards.map(({ made }) => made),
    effects: effects.map(({ made }) => made),
  };
}

/** What the groups of the form become, each with its number there. */
export function listsOf(values: TypedValues, before: ActionDefinition | null) {
  return {
    guards: rulesOf('guards', values, before?.guards ?? []),
    effects: rulesOf('effects', values, before?.effects ?? []),
    fields: fieldsOf(values, before?.fields ?? []),
  };
}
